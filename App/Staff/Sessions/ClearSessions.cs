using Microsoft.EntityFrameworkCore;
using WorkOrders.Database;
using WorkOrders.Jobs;

namespace WorkOrders.Staff.Sessions;

/// <summary>Deletes sessions of web and API that have expired. When somebody signed in stays on record elsewhere.</summary>
internal sealed class ClearSessions(IDbContextFactory<AppDb> factory, TimeProvider time) : IBackgroundJob
{
    public async Task<int> RunAsync(CancellationToken stop)
    {
        var now = time.GetUtcNow();
        await using var db = await factory.CreateDbContextAsync(stop);
        var web = await db.WebSessions.Where(s => s.ExpiresAt < now).ExecuteDeleteAsync(stop);
        return web + await db.ApiSessions.Where(s => s.ExpiresAt < now).ExecuteDeleteAsync(stop);
    }
}
