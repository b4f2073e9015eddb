using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using WorkOrders.Database;
using WorkOrders.Shared;

namespace WorkOrders.Staff.Sessions;

/// <summary>Where a person is signed in, by web and API, and the ends of these sessions: one's own, or for an administrator everybody's.</summary>
public sealed class SessionList(IDbContextFactory<AppDb> factory, IOptions<StaffOptions> options, TimeProvider time)
{
    /// <summary>More than this are never shown; 全部退出 ends them all the same.</summary>
    public const int Most = 50;

    private static readonly Outcome Changed = Outcome.Refused("账号刚有变动，请再试一次");

    /// <summary>Newest activity first.</summary>
    public async Task<IReadOnlyList<SessionRow>> ReadAsync(AppDb db, int userId, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(db);
        var now = time.GetUtcNow();
        var web = await db.WebSessions.Where(WebSession.IsAlive(now, options.Value.SessionIdle)).Where(s => s.UserId == userId)
            .OrderByDescending(s => s.LastActiveAt).Take(Most)
            .Select(s => new SessionRow(s.Id, false, s.Device, s.Address, s.StartedAt, s.LastActiveAt)).ToListAsync(stop);
        var api = await db.ApiSessions.Where(Tokens.ApiSession.IsAlive(now)).Where(s => s.UserId == userId)
            .OrderByDescending(s => s.RefreshedAt ?? s.StartedAt).Take(Most)
            .Select(s => new SessionRow(s.Id, true, s.Device, s.Address, s.StartedAt, s.RefreshedAt ?? s.StartedAt)).ToListAsync(stop);
        return [.. web.Concat(api).OrderByDescending(row => row.LastActiveAt).Take(Most)];
    }

    /// <summary>结束会话.</summary>
    public Task<Outcome> EndAsync(Guid id, int userId, CurrentUser me) => ActAsync(userId, me, async db =>
    {
        Session? session = await db.WebSessions.Include(s => s.User).FirstOrDefaultAsync(s => s.Id == id && s.UserId == userId);
        session ??= await db.ApiSessions.Include(s => s.User).FirstOrDefaultAsync(s => s.Id == id && s.UserId == userId);
        return session?.End(me, time.GetUtcNow()) ?? Outcome.Refused("这个会话已经结束");
    });

    /// <summary>全部退出.</summary>
    public Task<Outcome> EndAllAsync(int userId, CurrentUser me) => ActAsync(userId, me, async db =>
    {
        (await db.Users.SingleAsync(u => u.Id == userId)).SignOutEverywhere(me, time.GetUtcNow());
        return Outcome.Done;
    });

    private Task<Outcome> ActAsync(int userId, CurrentUser me, Func<AppDb, Task<Outcome>> act)
    {
        ArgumentNullException.ThrowIfNull(me);
        return me.Id == userId || me.May(Permission.Administer)
            ? factory.RetryOnConflictAsync(act, Changed)
            : Task.FromResult(Outcome.Forbidden("没有权限"));
    }
}
