using Microsoft.EntityFrameworkCore;
using WorkOrders.Database;
using WorkOrders.Desk.Reading;
using WorkOrders.Desk.Table;
using WorkOrders.Shared;
using WorkOrders.Shared.People;
using WorkOrders.Transfers;

namespace WorkOrders.Handling.Assigning;

/// <summary>Why an order must be assigned by a team leader.</summary>
public enum WaitingReason
{
    /// <summary>It has no handler.</summary>
    [Named("无处理人")]
    NoHandler,

    /// <summary>Its handler is on leave 休假.</summary>
    [Named("处理人休假")]
    OnLeave,

    /// <summary>Its handler left 离职 or changed position 调岗.</summary>
    [Named("处理人离岗")]
    Left,

    /// <summary>Its handler's account is closed 停用.</summary>
    [Named("处理人停用")]
    Disabled,
}

/// <summary>未分派: open orders without an available handler.</summary>
public static class UnassignedOrders
{
    public const int PageSize = 50;

    /// <summary>People with open orders who are absent, with the reason. There are few, so their orders are found by the handler index.</summary>
    public static async Task<Dictionary<int, WaitingReason>> AbsentAsync(AppDb db, CancellationToken cancellation = default)
    {
        var absent = await db.Users.AsNoTracking()
            .Where(u => u.IsDisabled || u.StaffStatus != StaffStatus.Employed || u.DutyStatus != DutyStatus.OnDuty)
            .Select(u => new { u.Id, u.IsDisabled, u.StaffStatus }).ToListAsync(cancellation);
        return absent.ToDictionary(u => u.Id, u => u.IsDisabled ? WaitingReason.Disabled : u.StaffStatus != StaffStatus.Employed ? WaitingReason.Left : WaitingReason.OnLeave);
    }

    public static IQueryable<WorkOrder> Waiting(this IQueryable<WorkOrder> orders, IEnumerable<int> absent) =>
        orders.Where(o => o.Status != WorkOrderStatus.Settled && (o.HandlerId == null || absent.Contains(o.HandlerId.Value)));

    /// <summary>One page, most urgent first. A page past the end returns the last page.</summary>
    public static async Task<UnassignedPage> ReadAsync(
        AppDb db, int page, CurrentUser me, DeskNames names, DateTimeOffset now, CancellationToken cancellation = default)
    {
        var absent = await AbsentAsync(db, cancellation);
        var waiting = db.WorkOrders.AsNoTracking().VisibleTo(me).Waiting([.. absent.Keys]);
        var total = await waiting.CountAsync(cancellation);
        var last = Math.Max(1, (total + PageSize - 1) / PageSize);
        var shown = Math.Clamp(page, 1, last);
        var rows = await waiting.SortedBy(DeskSort.DueAt, ascending: true).Skip((shown - 1) * PageSize).Take(PageSize).Select(WorkOrderRow.Projection).ToListAsync(cancellation);
        rows.ForEach(row => row.Name(names));
        var ids = rows.ConvertAll(r => r.Id);
        var asked = await db.TransferRequests.Where(r => ids.Contains(r.WorkOrderId) && r.Status == TransferStatus.Pending && r.Expires > now).Select(r => r.WorkOrderId).ToListAsync(cancellation);
        return new UnassignedPage(rows, total, shown, last, absent, asked.ToHashSet());
    }
}

/// <summary>One page of 未分派.</summary>
public sealed record UnassignedPage(
    IReadOnlyList<WorkOrderRow> Rows, int Total, int Page, int LastPage, IReadOnlyDictionary<int, WaitingReason> Absent, IReadOnlySet<long> Asked)
{
    /// <summary>A transfer request 转出请求 is pending for a handler who is absent.</summary>
    public bool HasRequest(WorkOrderRow row) => Asked.Contains(row.Id);

    public WaitingReason ReasonOf(WorkOrderRow row) => row.HandlerId is { } id ? Absent.GetValueOrDefault(id) : WaitingReason.NoHandler;
}
