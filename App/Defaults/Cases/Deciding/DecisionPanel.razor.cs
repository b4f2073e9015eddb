using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using WorkOrders.Database;
using WorkOrders.Shared;

namespace WorkOrders.Defaults.Cases.Deciding;

/// <summary>Decision form of one case; on the 审批台, js/approval-desk.js provides the keyboard shortcuts.</summary>
public sealed partial class DecisionPanel(Deciding deciding, ILogger<DecisionPanel> log)
{
    private ElementReference box;
    private CaseKey? shown;
    private bool? asked;
    private bool focusBox;
    private bool busy;
    private string? remark;
    private string? error;
    private string? refusal;

    /// <summary>Requires Customer, Applicant and DecidedBy to be loaded.</summary>
    [Parameter]
    [EditorRequired]
    public DecidedCase Case { get; set; } = null!;

    /// <summary>Called when the case is decided, by this user or by a colleague.</summary>
    [Parameter]
    public EventCallback<CaseDecided> OnDecided { get; set; }

    /// <summary>True if the page uses js/approval-desk.js; shortcuts then work and are shown.</summary>
    [Parameter]
    public bool HasKeys { get; set; }

    /// <summary>Content beside the two buttons.</summary>
    [Parameter]
    public RenderFragment? ChildContent { get; set; }

    [CascadingParameter]
    private CurrentUser Me { get; set; } = null!;

    protected override void OnParametersSet()
    {
        if (shown != Case.Key)
        {
            (shown, asked, remark, error, refusal, busy) = (Case.Key, null, null, null, null, false);
        }
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (focusBox)
        {
            focusBox = false;
            await box.FocusAsync();
        }
    }

    private void Ask(bool approved) => (asked, error, refusal, focusBox) = (approved, null, null, true);

    private void Back() => (asked, error, refusal) = (null, null, null);

    private string Consequence(bool approved) => L[approved ? Case.Kind.Consequence : "客户 {0} 的状态不变。", Case.Customer.Name];

    private async Task DecideAsync()
    {
        if (busy || asked is not { } approved)
        {
            return;
        }

        (busy, error, refusal) = (true, null, null);
        var (key, name) = (Case.Key, Case.Customer.Name);
        try
        {
            var (outcome, decided) = await Case.Kind.DecideAsync(deciding, new Decision(Case.Id, approved, remark), Me);
            await TakeAsync(new CaseDecided(key, name, outcome, approved), decided?.Status);
        }
        catch (Exception exception) when (exception.IsDatabaseFailure())
        {
            log.LogError(exception, "A decision could not be saved.");
            refusal = L["审核没有保存，可能是数据库或网络暂时不可用，请稍后再试。"];
        }
        finally
        {
            busy = false;
        }
    }

    // If a colleague decided first, show who did and treat the case as done.
    private async Task TakeAsync(CaseDecided decided, DecisionStatus? status)
    {
        if (!decided.Outcome.IsRefused || status is DecisionStatus.Approved or DecisionStatus.Rejected)
        {
            asked = null;
            await OnDecided.InvokeAsync(decided);
            return;
        }

        var words = L[decided.Outcome.Reason!, [.. decided.Outcome.Arguments.Select(a => a is string name ? L[name].Value : a)]].Value;
        var isInput = decided.Outcome.Kind == Refusal.Input;
        (error, refusal, focusBox) = (isInput ? words : null, isInput ? null : words, isInput);
    }
}

/// <summary>Result of a decision; refused if a colleague decided first.</summary>
public sealed record CaseDecided(CaseKey Key, string CustomerName, Outcome Outcome, bool Approved)
{
    public string In(IStringLocalizer texts) =>
        Outcome.IsRefused ? texts[Outcome.Reason, [.. Outcome.Arguments]] : texts[Approved ? "已同意：{0}" : "已驳回：{0}", CustomerName];
}
