using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using WorkOrders.Shared;
using WorkOrders.Ui;

namespace WorkOrders.Defaults.Cases.Deciding;

/// <summary>Decision form of one case; on the 审批台, js/approval-desk.js provides the keyboard shortcuts.</summary>
public sealed partial class DecisionPanel(ScreenServices services, Deciding deciding) : Screen(services)
{
    private ElementReference box;
    private CaseKey? shown;
    private bool? asked;
    private bool focusBox;
    private string? remark;
    private string? error;

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

    protected override void OnParametersSet()
    {
        if (shown != Case.Key)
        {
            Back();
            (shown, remark) = (Case.Key, null);
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

    private void Ask(bool approved)
    {
        Back();
        (asked, focusBox) = (approved, true);
    }

    private void Back()
    {
        (asked, error) = (null, null);
        Problem = null;
    }

    private string Consequence(bool approved) => L[approved ? Case.Kind.Consequence : "客户 {0} 的状态不变。", Case.Customer.Name];

    private async Task DecideAsync()
    {
        if (asked is not { } approved)
        {
            return;
        }

        error = null;
        var one = Case;
        (Outcome Outcome, DecidedCase? Case)? answer = null;
        if (!await TryAsync(async () => answer = await one.Kind.DecideAsync(deciding, new Decision(one.Id, approved, remark), Me)) || answer is not { } result)
        {
            return;
        }

        // If a colleague decided first, show who did and treat the case as done.
        if (!result.Outcome.IsRefused || result.Case is { IsPending: false })
        {
            asked = null;
            await OnDecided.InvokeAsync(new CaseDecided(one.Key, one.Customer.Name, result.Outcome, approved));
        }
        else
        {
            Tell(result.Outcome);
        }
    }

    private void Tell(Outcome refused)
    {
        var words = L[refused.Reason!, [.. refused.Arguments.Select(a => a is string name ? L[name].Value : a)]].Value;
        if (refused.Kind == Refusal.Input)
        {
            (error, focusBox) = (words, true);
        }
        else
        {
            Problem = words;
        }
    }
}

/// <summary>Result of a decision; refused if a colleague decided first.</summary>
public sealed record CaseDecided(CaseKey Key, string CustomerName, Outcome Outcome, bool Approved)
{
    public string In(IStringLocalizer texts) =>
        Outcome.IsRefused ? texts[Outcome.Reason, [.. Outcome.Arguments]] : texts[Approved ? "已同意：{0}" : "已驳回：{0}", CustomerName];
}
