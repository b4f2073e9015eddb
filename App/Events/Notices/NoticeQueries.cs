using Microsoft.EntityFrameworkCore;
using WorkOrders.Database;
using WorkOrders.Shared;

namespace WorkOrders.Events.Notices;

/// <summary>Users can read only their own messages.</summary>
public static class NoticeQueries
{
    public static IQueryable<Notice> Of(this IQueryable<Notice> notices, CurrentUser me) => notices.Where(n => n.UserId == me.Id);

    public static IQueryable<Notice> Unread(this IQueryable<Notice> notices) => notices.Where(n => n.ReadAt == null);

    /// <summary>Unread first, then newest first.</summary>
    public static IQueryable<Notice> UnreadFirst(this IQueryable<Notice> notices) => notices.OrderBy(n => n.ReadAt == null ? 0 : 1).ThenByDescending(n => n.Id);

    /// <summary>Marks one message as read, or all when <paramref name="id"/> is null, and notifies the user's other windows. Returns the count.</summary>
    public static async Task<int> MarkReadAsync(this AppDb db, CurrentUser me, long? id, DateTimeOffset now)
    {
        await using var transaction = await db.Database.BeginTransactionAsync();
        var marked = await db.Notices.Of(me).Unread().Where(n => id == null || n.Id == id).ExecuteUpdateAsync(set => set.SetProperty(n => n.ReadAt, now));
        if (marked > 0)
        {
            db.Add(new OutboxEvent(LiveEvent.NoticeFor(me.Id), now));
            await db.SaveChangesAsync();
            await transaction.CommitAsync();
        }

        return marked;
    }

    /// <summary>As <see cref="MarkReadAsync(AppDb, CurrentUser, long?, DateTimeOffset)"/>, on a context of its own.</summary>
    public static async Task MarkReadAsync(this IDbContextFactory<AppDb> factory, CurrentUser me, long? id, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(factory);
        await using var db = await factory.CreateDbContextAsync();
        await db.MarkReadAsync(me, id, now);
    }
}
