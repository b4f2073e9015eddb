using Microsoft.AspNetCore.Components;
using WorkOrders.Defaults.Cases;
using WorkOrders.Defaults.Cases.Deciding;
using WorkOrders.Shared;
using WorkOrders.Ui;

namespace WorkOrders.Defaults.ApprovalDesk.Batch;

/// <summary>Decides the selected cases.</summary>
public sealed partial class BatchPanel(ScreenServices services, Deciding deciding) : Screen(services)
{
    private readonly Dictionary<CaseKey, string?> own = [];
    private ElementReference box;
    private ElementReference end;
    private List<(QueueRow Row, Outcome Outcome)>? results;
    private string? remark;
    private string? error;
    private bool focusEnd;
    private int done;

    [Parameter]
    [EditorRequired]
    public IReadOnlyList<QueueRow> Rows { get; set; } = [];

    [Parameter]
    public bool Approved { get; set; }

    /// <summary>Receives the cases decided here; empty if none were.</summary>
    [Parameter]
    public EventCallback<IReadOnlyCollection<CaseKey>> OnEnd { get; set; }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender)
        {
            await box.FocusAsync();
        }
        else if (focusEnd)
        {
            focusEnd = false;
            await end.FocusAsync();
        }
    }

    private string? RemarkOf(QueueRow row) => Normalise.Text(own.GetValueOrDefault(row.Key)) ?? remark;

    private string Words(Outcome outcome) => L[outcome.Reason!, [.. outcome.Arguments.Select(a => a is string name ? L[name].Value : a)]];

    private async Task DecideAsync()
    {
        if (IsActing)
        {
            return;
        }

        error = !Approved && Rows.Any(r => Normalise.Text(RemarkOf(r)) is null) ? L["驳回时请填写{0}", L[DecidedCase.DecisionRemarkField].Value].Value
            : Rows.Any(r => RemarkOf(r)?.Length > DecidedCase.RemarkLength)
                ? L["{0}不能超过 {1} 个字", L[DecidedCase.DecisionRemarkField].Value, DecidedCase.RemarkLength].Value
            : null;
        if (error is not null)
        {
            await box.FocusAsync();
            return;
        }

        await TryAsync(async () =>
        {
            var found = new List<(QueueRow, Outcome)>();
            foreach (var row in Rows)
            {
                found.Add((row, await OneAsync(row)));
                done = found.Count;
                StateHasChanged();
            }

            (results, focusEnd) = (found, true);
        });
    }

    private Task<Outcome> OneAsync(QueueRow row) => row.Key.Kind.DecideInBatchAsync(deciding, new Decision(row.Key.Id, Approved, RemarkOf(row)), Me);

    private Task EndAsync() => OnEnd.InvokeAsync([.. results!.Where(r => !r.Outcome.IsRefused).Select(r => r.Row.Key)]);
}
