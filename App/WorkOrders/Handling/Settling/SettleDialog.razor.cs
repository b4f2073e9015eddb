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
public sealed partial class SettleDialog(ScreenServices services) : Screen(services)
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
    public static async Task<bool> OpenAsync(DialogStack dialogs, IStringLocalizer<Text> text, WorkOrder order) => await dialogs.OpenAsync<SettleDialog>(
        text["结单"],
        new Dictionary<string, object?> { [nameof(Order)] = order }) is true;

    // Default the basis from the last follow-up, and warn if a transfer request is pending.
    protected override Task OnInitializedAsync() => ReadAsync(ReadStateAsync, read =>
    {
        basis ??= read.Basis?.ToString();
        requester = read.Requester;
    });

    private async Task<(SettlementBasis? Basis, string? Requester)> ReadStateAsync(AppDb db, CancellationToken token)
    {
        var last = await db.FollowUps.Where(f => f.WorkOrderId == Order.Id).OrderByDescending(f => f.Sequence).Select(f => f.SettlementBasis).FirstOrDefaultAsync(token);
        var now = Time.GetUtcNow();
        var pending = db.TransferRequests.Where(r => r.WorkOrderId == Order.Id && r.Status == TransferStatus.Pending && r.Expires > now);
        return (last, await pending.Select(r => r.RequesterName).FirstOrDefaultAsync(token));
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
