using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Radzen;
using WorkOrders.Desk;
using WorkOrders.Shared;

namespace WorkOrders.Settlement;

/// <summary>Asks for basis and remark and settles many orders; opened with <see cref="OpenAsync"/>.</summary>
public sealed partial class SettleManyDialog : IDisposable
{
    private const int NamedAtMost = 3;

    private readonly CancellationTokenSource stop = new();
    private IReadOnlyList<FieldError> errors = [];
    private IReadOnlyList<(string Number, string Requester)> waiting = [];
    private BulkReport? report;
    private string? basis;
    private string? remark;
    private string? problem;
    private bool alsoWaiting;
    private bool settling;
    private bool left;
    private int done;

    [Inject]
    private IDbContextFactory<AppDb> Factory { get; set; } = null!;

    [Inject]
    private TimeProvider Time { get; set; } = null!;

    [Inject]
    private ViewCounts Counts { get; set; } = null!;

    [Inject]
    private NotificationService Notices { get; set; } = null!;

    [Parameter]
    [EditorRequired]
    public IReadOnlyList<SeenOrder> Orders { get; set; } = [];

    [Parameter]
    [EditorRequired]
    public CurrentUser Me { get; set; } = null!;

    private IEnumerable<(string Value, string Text)> Bases => EnumText.Of<SettlementBasis>().Select(b => (b.Value.ToString(), L[b.Text].Value));

    /// <summary>True when something was settled or found changed, so that the list should read anew.</summary>
    public static async Task<bool> OpenAsync(DialogService dialogs, IStringLocalizer<Text> text, IReadOnlyList<SeenOrder> orders, CurrentUser me) => await dialogs.OpenAsync<SettleManyDialog>(
        text["结单"],
        new Dictionary<string, object?> { [nameof(Orders)] = orders, [nameof(Me)] = me },
        new DialogOptions { Width = "480px", CloseDialogOnEsc = true, AutoFocusFirstElement = true }) is true;

    // Closed while it works: it stops as by the button, and what was done is told by a toast.
    public void Dispose()
    {
        left = true;
        stop.Cancel();
        stop.Dispose();
    }

    protected override async Task OnInitializedAsync()
    {
        try
        {
            await using var db = await Factory.CreateDbContextAsync();
            waiting = await SettlingMany.WaitingAsync(db, Orders, Time.GetUtcNow());
        }
        catch (Exception e) when (e.IsDatabaseFailure())
        {
            problem = "没有读出来，可能是数据库或网络暂时不可用，请稍后再试。";
        }
    }

    private string Names() => string.Join(L["、"], waiting.Take(NamedAtMost).Select(w => $"{w.Number} {w.Requester}")) + (waiting.Count > NamedAtMost ? "…" : "");

    private async Task SettleAsync()
    {
        errors = remark?.Trim().Length is > OperationRecord.RemarkLength and var length
            ? [new FieldError("结单备注", "{0}不能超过 {1} 个字，现在有 {2} 个", OperationRecord.RemarkLength, length)]
            : [];
        if (settling || errors.Count > 0)
        {
            return;
        }

        (settling, problem) = (true, null);
        try
        {
            var chosen = Enum.TryParse<SettlementBasis>(basis, out var value) ? value : (SettlementBasis?)null;
            Finish(await new SettlingMany(Factory, Me, Time).SettleAsync(Orders, chosen, remark, alsoWaiting, Progress, stop.Token));
        }
        catch (Exception e) when (e.IsDatabaseFailure())
        {
            problem = "没有全部结单，可能是数据库或网络暂时不可用，请刷新后再试";
        }
        finally
        {
            settling = false;
        }
    }

    private void Finish(BulkReport result)
    {
        Counts.Forget(Me.Id);
        if (result.Refused.Count > 0 && !left)
        {
            report = result;
            return;
        }

        Notices.Notify(result.Refused.Count > 0 ? NotificationSeverity.Warning : NotificationSeverity.Success, L["已结 {0} 张工单", result.Done.ToString("N0")]);
        if (!left)
        {
            Dialogs.Close(true);
        }
    }

    private void Progress(int count)
    {
        done = count;
        _ = InvokeAsync(StateHasChanged);
    }

    // While it works, what is done stays and the rest is left.
    private void Cancel()
    {
        if (settling)
        {
            stop.Cancel();
            return;
        }

        Dialogs.Close(false);
    }
}
