using System.Globalization;
using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using WorkOrders.Database;
using WorkOrders.Shared;

namespace WorkOrders.Transfers;

/// <summary>The newest request of an order, as shown on its page and in the confirmation dialog.</summary>
public sealed record TransferOnPage(
    long Id, TransferStatus Status, int RequesterId, string Requester, int HandlerId, string Handler, int TargetId, string Target,
    FreeText Reason, DateTimeOffset CreatedAt, DateTimeOffset Expires, DateTimeOffset? ConfirmOpenedAt, DateTimeOffset? SeenAt)
{
    /// <summary>Projection, also for use inside other queries.</summary>
    public static readonly Expression<Func<TransferRequest, TransferOnPage>> Of = r => new TransferOnPage(
        r.Id, r.Status, r.RequesterId, r.RequesterName, r.HandlerId, r.Handler.DisplayName, r.TargetId, r.Target.DisplayName,
        r.Reason, r.CreatedAt, r.Expires, r.ConfirmOpenedAt, r.SeenAt);

    public static Task<TransferOnPage?> ReadAsync(AppDb db, string number, CurrentUser me, CancellationToken token = default) =>
        db.WorkOrders.AsNoTracking().VisibleTo(me).Where(o => o.Number == number).SelectMany(o => o.TransferRequests).OrderByDescending(r => r.Id)
            .Select(Of).FirstOrDefaultAsync(token);

    public bool IsAlive(DateTimeOffset now) => Status == TransferStatus.Pending && now < Expires;

    /// <summary>The order was transferred to the user, who has not clicked 知道了 yet.</summary>
    public bool IsNewFor(CurrentUser me, WorkOrder order) => Status == TransferStatus.Accepted && TargetId == me.Id && order.HandlerId == me.Id && SeenAt is null;

    /// <summary>Remaining time, for example 29:12.</summary>
    public string Left(DateTimeOffset now) => (Expires > now ? Expires - now : TimeSpan.Zero) is var left && left.TotalHours >= 1
        ? left.ToString(@"h\:mm\:ss", CultureInfo.InvariantCulture)
        : left.ToString(@"mm\:ss", CultureInfo.InvariantCulture);
}
