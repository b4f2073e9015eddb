using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using WorkOrders.Database;

namespace WorkOrders.Staff.Sessions;

/// <summary>
/// Ends the open pages of sessions that no longer stand, wherever they were ended: asks for all of this node by one query in each
/// <see cref="StaffOptions.RevalidationInterval"/>, and not at all while nobody has a page open.
/// </summary>
internal sealed class SessionWatch(IDbContextFactory<AppDb> factory, IOptions<StaffOptions> options, TimeProvider time, ILogger<SessionWatch> log) : BackgroundService
{
    private readonly ConcurrentDictionary<Watched, bool> open = [];

    /// <summary>Calls <paramref name="ended"/> once when the session has ended, unless disposed before.</summary>
    public IDisposable Watch(Guid session, Action ended)
    {
        var watched = new Watched(this, session, ended);
        open[watched] = true;
        return watched;
    }

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
            catch (Exception failure) when (failure.IsDatabaseFailure())
            {
                // Nothing can be read or changed meanwhile. Told once for an outage.
                log.Log(hasFailed ? LogLevel.Debug : LogLevel.Warning, failure, "The sessions of open pages could not be checked.");
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
        Guid[] ids = [.. all.Select(watched => watched.Session).Distinct()];
        await using var db = await factory.CreateDbContextAsync(stop);
        var alive = await db.WebSessions.Where(WebSession.IsAlive(time.GetUtcNow(), options.Value.SessionIdle)).Where(s => ids.Contains(s.Id)).Select(s => s.Id).ToHashSetAsync(stop);
        foreach (var gone in all.Where(watched => !alive.Contains(watched.Session) && open.TryRemove(watched, out _)))
        {
            gone.Ended();
        }
    }

    private sealed class Watched(SessionWatch owner, Guid session, Action ended) : IDisposable
    {
        public Guid Session => session;

        public Action Ended => ended;

        public void Dispose() => owner.open.TryRemove(this, out _);
    }
}
