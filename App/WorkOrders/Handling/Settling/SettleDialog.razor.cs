using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using WorkOrders.Ui.Dialogs;
using WorkOrders.Database;
using WorkOrders.Shared;
using WorkOrders.Transfers;
using WorkOrders.Ui;

namespace WorkOrders.Handling.Settling;

/// <summary>Dialog to settle one order with basis and remark; opened with <see cref="OpenAsync"/>.</summary>
public partial class SettleDialog(ScreenServices services, ILogger<SettleDialog> log) : Screen(services)
{
    private IReadOnlyList<FieldError> errors = [];
    private string? basis;
    private string? remark;
    private string? requester;

    /// <summary>The order as shown. Settling is refused if a newer version exists, so that no unseen change is settled.</summary>
    [Parameter]
    [EditorRequired]
    public WorkOrder Order { get; set; } = null!;

    private IEnumerable<(string Value, string Text)> Bases => EnumText.Of<SettlementBasis>().Select(b => (b.Value.ToString(), L[b.Text].Value));

    /// <summary>True when the order was settled.</summary>
    public static async Task<bool> OpenAsync(DialogStack dialogs, IStringLocalizer<Text> text, WorkOrder order, CurrentUser me) => await dialogs.OpenAsync<SettleDialog>(
        text["结单"],
        new Dictionary<string, object?> { [nameof(Order)] = order, [nameof(Me)] = me }) is true;

    // Default the basis from the last follow-up, and warn if a transfer request is pending.
    protected override async Task OnInitializedAsync()
    {
        try
        {
            await using var db = await Factory.CreateDbContextAsync();
            await ReadAsync(db);
        }
        catch (Exception exception) when (exception.IsDatabaseFailure())
        {
            log.LogError(exception, "The data for the settle dialog could not be read.");
            Problem = L["没有读出来，可能是数据库或网络暂时不可用，请稍后再试。"];
        }
    }

    private async Task ReadAsync(AppDb db)
    {
        var last = await db.FollowUps.Where(f => f.WorkOrderId == Order.Id).OrderByDescending(f => f.Sequence).Select(f => f.SettlementBasis).FirstOrDefaultAsync();
        basis ??= last?.ToString();
        var now = Time.GetUtcNow();
        requester = await db.TransferRequests.Where(r => r.WorkOrderId == Order.Id && r.Status == TransferStatus.Pending && r.Expires > now).Select(r => r.RequesterName).FirstOrDefaultAsync();
    }

    private async Task SaveAsync()
    {
        Problem = null;
        errors = remark?.Trim().Length is > OperationRecord.RemarkLength and var length
            ? [new FieldError("结单备注", "{0}不能超过 {1} 个字，现在有 {2} 个", OperationRecord.RemarkLength, length)]
            : [];
        var chosen = Enum.TryParse<SettlementBasis>(basis, out var value) ? value : (SettlementBasis?)null;
        if (errors.Count == 0 && await ActAsync(null, () => Factory.ActOnVersionAsync(Order, Me, order => order.Settle(chosen, remark, Me, Time.GetUtcNow()))))
        {
            Dialogs.Close(true);
        }
    }
}
