using Microsoft.EntityFrameworkCore;
using WorkOrders.Shared;

namespace WorkOrders.Events;

/// <summary>Everybody reads his own messages and nobody another's.</summary>
public static class NoticeQueries
{
    public static IQueryable<Notice> Of(this IQueryable<Notice> notices, CurrentUser me) => notices.Where(n => n.UserId == me.Id);

    public static IQueryable<Notice> Unread(this IQueryable<Notice> notices) => notices.Where(n => n.ReadAt == null);

    /// <summary>Unread ones first, each half newest first.</summary>
    public static IQueryable<Notice> UnreadFirst(this IQueryable<Notice> notices) => notices.OrderBy(n => n.ReadAt == null ? 0 : 1).ThenByDescending(n => n.Id);

    /// <summary>One message, or all when <paramref name="id"/> is null. Answers how many were unread.</summary>
    public static Task<int> MarkReadAsync(this AppDb db, CurrentUser me, long? id, DateTimeOffset now) =>
        db.Notices.Of(me).Unread().Where(n => id == null || n.Id == id).ExecuteUpdateAsync(set => set.SetProperty(n => n.ReadAt, now));
}
