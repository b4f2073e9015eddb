using Microsoft.EntityFrameworkCore;
using WorkOrders.Database;
using WorkOrders.Shared;

namespace WorkOrders.Page;

/// <summary>The last operation on an order and who did it.</summary>
public sealed record LastOperation(int? ActorId, string Actor, OperationAction Action, DateTimeOffset At)
{
    /// <summary>Reveals don't count: they do not change the order.</summary>
    public static Task<LastOperation?> ReadAsync(AppDb db, string number, CancellationToken token = default) =>
        db.OperationRecords.Where(r => r.Subject == OrderSubjects.WorkOrder && r.SubjectKey == number && r.Action != Revealing.Action)
            .OrderByDescending(r => r.Id).Select(r => new LastOperation(r.ActorId, r.ActorName, r.Action, r.At)).FirstOrDefaultAsync(token);
}
