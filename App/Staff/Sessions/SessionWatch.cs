using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.Options;
using WorkOrders.Database;
using WorkOrders.Staff.Tokens;

namespace WorkOrders.Staff.Sessions;

/// <summary>
/// Ends the open pages and running requests of sessions that no longer stand, wherever they were ended: asks for all of this node by one query in each
/// <see cref="StaffOptions.RevalidationInterval"/> (one more while requests of the API run), and not at all while there are none.
/// </summary>
internal sealed class SessionWatch(
    IDbContextFactory<AppDb> factory, IMemoryCache cache, IOptions<StaffOptions> options, TimeProvider time, ILogger<SessionWatch> log) : BackgroundService
{
    // A query that hangs would keep ended pages open.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private readonly ConcurrentDictionary<Watched, bool> open = [];

    /// <summary>Calls <paramref name="ended"/> once, on a thread of the pool, when the session has ended, unless disposed before.</summary>
    public IDisposable Watch(Guid session, Action ended, bool isOfApi = false)
    {
        var watched = new Watched(this, session, ended, isOfApi);
        open[watched] = true;
        return watched;
    }

    /// <summary>True when a page of this node was just told so: then nobody goes by what was read before.</summary>
    public bool HasSeenEnd(Guid session) => cache.TryGetValue(CacheKey(session), out _);

    /// <summary>Whether a session of the web stands; asked of the database unless that was done within <see cref="StaffOptions.RevalidationInterval"/>.</summary>
    public async ValueTask<bool> StandsAsync(Guid session)
    {
        if (HasSeenEnd(session))
        {
            return false;
        }

        if (cache.TryGetValue(StandsKey(session), out _))
        {
            return true;
        }

        await using var db = await factory.CreateDbContextAsync();
        return await db.WebSessions.Where(WebSession.IsAlive(time.GetUtcNow(), options.Value.SessionIdle)).AnyAsync(s => s.Id == session);
    }

    /// <summary>Somebody just read in the database that the session stands.</summary>
    public void NoteStands(Guid session) => cache.Set(StandsKey(session), true, options.Value.RevalidationInterval);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(options.Value.RevalidationInterval, time);
        var hasFailed = false;
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await LookAsync(stoppingToken);
                hasFailed = false;
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
#pragma warning disable CA1031 // Whatever fails, the next tick looks again: without the watch no open page would ever end.
            catch (Exception failure)
#pragma warning restore CA1031
            {
                // Told once for an outage.
                log.Log(hasFailed ? LogLevel.Debug : DatabaseFailure.LevelOf(failure), failure, "The sessions of open pages could not be checked.");
                hasFailed = true;
            }
        }
    }

    private async Task LookAsync(CancellationToken stop)
    {
        if (open.IsEmpty)
        {
            return;
        }

        Watched[] all = [.. open.Keys];
        var now = time.GetUtcNow();
        await using var db = await factory.CreateDbContextAsync(stop);
        db.Database.SetCommandTimeout(Patience);
        Guid[] pages = [.. all.Where(watched => !watched.IsOfApi).Select(watched => watched.Session).Distinct()];
        var alive = pages.Length == 0
            ? []
            : await db.WebSessions.Where(WebSession.IsAlive(now, options.Value.SessionIdle)).Where(s => pages.Contains(s.Id)).Select(s => s.Id).ToHashSetAsync(stop);
        Guid[] calls = [.. all.Where(watched => watched.IsOfApi).Select(watched => watched.Session).Distinct()];
        if (calls.Length > 0)
        {
            alive.UnionWith(await db.ApiSessions.Where(ApiSession.IsAlive(now)).Where(s => calls.Contains(s.Id)).Select(s => s.Id).ToListAsync(stop));
        }

        foreach (var gone in all.Where(watched => !alive.Contains(watched.Session) && open.TryRemove(watched, out _)))
        {
            cache.Set(CacheKey(gone.Session), true, options.Value.RevalidationInterval + Patience);
            _ = Task.Run(gone.Ended, CancellationToken.None);
        }
    }

    private static (string, Guid) CacheKey(Guid session) => (nameof(SessionWatch), session);

    private static (string, bool, Guid) StandsKey(Guid session) => (nameof(SessionWatch), true, session);

    private sealed class Watched(SessionWatch owner, Guid session, Action ended, bool isOfApi) : IDisposable
    {
        public bool IsOfApi => isOfApi;

        public Guid Session => session;

        public Action Ended => ended;

        public void Dispose() => owner.open.TryRemove(this, out _);
    }
}
