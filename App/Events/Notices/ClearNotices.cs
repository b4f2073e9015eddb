using Microsoft.EntityFrameworkCore;
using WorkOrders.Database;
using WorkOrders.Jobs;

namespace WorkOrders.Events.Notices;

/// <summary>Deletes old messages: read ones after 90 days, unread ones after 365 days. The history of the record itself is kept.</summary>
public sealed class ClearNotices(IDbContextFactory<AppDb> factory, TimeProvider time) : IBackgroundJob
{
    public static readonly TimeSpan ReadKept = TimeSpan.FromDays(90);
    public static readonly TimeSpan UnreadKept = TimeSpan.FromDays(365);

    // Limits the number of rows in one transaction.
    private const int Batch = 5_000;

    public async Task<int> RunAsync(CancellationToken stop)
    {
        var now = time.GetUtcNow();
        var (readBefore, sentBefore) = (now - ReadKept, now - UnreadKept);
        await using var db = await factory.CreateDbContextAsync(stop);
        var all = 0;
        for (var cleared = Batch; cleared == Batch; all += cleared)
        {
            var old = db.Notices.Where(n => n.ReadAt < readBefore || n.At < sentBefore).OrderBy(n => n.Id).Select(n => n.Id).Take(Batch);
            cleared = await db.Notices.Where(n => old.Contains(n.Id)).ExecuteDeleteAsync(stop);
        }

        return all;
    }
}
