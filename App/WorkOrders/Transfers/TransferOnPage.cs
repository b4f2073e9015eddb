using System.Globalization;
using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using WorkOrders.Shared;

namespace WorkOrders.Transfers;

/// <summary>The newest request of an order, as its page and the confirm dialog show it.</summary>
public sealed record TransferOnPage(
    long Id, TransferStatus Status, int RequesterId, string Requester, int HandlerId, string Handler, int TargetId, string Target,
    FreeText Reason, DateTimeOffset CreatedAt, DateTimeOffset Expires, DateTimeOffset? ConfirmOpenedAt, DateTimeOffset? SeenAt)
{
    /// <summary>For queries that read it beside something else.</summary>
    public static readonly Expression<Func<TransferRequest, TransferOnPage>> Of = r => new TransferOnPage(
        r.Id, r.Status, r.RequesterId, r.RequesterName, r.HandlerId, r.Handler.DisplayName, r.TargetId, r.Target.DisplayName,
        r.Reason, r.CreatedAt, r.Expires, r.ConfirmOpenedAt, r.SeenAt);

    public static Task<TransferOnPage?> ReadAsync(AppDb db, string number, CurrentUser me) =>
        db.WorkOrders.AsNoTracking().VisibleTo(me).Where(o => o.Number == number).SelectMany(o => o.TransferRequests).OrderByDescending(r => r.Id)
            .Select(Of).FirstOrDefaultAsync();

    public bool IsAlive(DateTimeOffset now) => Status == TransferStatus.Pending && now < Expires;

    /// <summary>Came to me and I haven't said 知道了.</summary>
    public bool IsNewFor(CurrentUser me, WorkOrder order) => Status == TransferStatus.Accepted && TargetId == me.Id && order.HandlerId == me.Id && SeenAt is null;

    /// <summary>29:12.</summary>
    public string Left(DateTimeOffset now) => (Expires > now ? Expires - now : TimeSpan.Zero) is var left && left.TotalHours >= 1
        ? left.ToString(@"h\:mm\:ss", CultureInfo.InvariantCulture)
        : left.ToString(@"mm\:ss", CultureInfo.InvariantCulture);
}
