using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using WorkOrders.Events;
using WorkOrders.Events.Notices;
using WorkOrders.Transfers;

namespace WorkOrders.Benchmarks;

/// <summary>Time from the commit of a message on one node to its delivery to the circuits of another node.</summary>
internal static class LiveBenchmark
{
    private const int Messages = 300;

    public static async Task<int> RunAsync()
    {
        await using var database = await BenchDatabase.OpenAsync(1_000);
        var live = new LiveEvents(TimeProvider.System, NullLogger<LiveEvents>.Instance);
        using var pump = new EventPump(database.Factory, live, TimeProvider.System, NullLogger<EventPump>.Instance);
        await pump.PumpAsync();
        await pump.StartAsync(CancellationToken.None);
        int user;
        await using (var db = await database.Factory.CreateDbContextAsync())
        {
            user = await db.Users.Where(u => u.UserName == "agent1").Select(u => u.Id).SingleAsync();
        }

        var heard = new SemaphoreSlim(0);
        using var subscription = live.OnNotice(user, () =>
        {
            heard.Release();
            return Task.CompletedTask;
        });
        var spent = new List<double>();
        for (var i = 0; i < Messages; i++)
        {
            await using var db = await database.Factory.CreateDbContextAsync();
            db.Add(new Notice(user, TimeProvider.System.GetUtcNow(), TransferNotices.Requested, "/notices", "", ""));
            await db.SaveChangesAsync();
            var start = Stopwatch.GetTimestamp();
            await heard.WaitAsync();
            spent.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);

            // Vary the delay, so that writes aren't in step with the polling interval.
            await Task.Delay(i * 37 % 150);
        }

        Figures.Head($"{Messages} messages, written on one node, heard on another");
        Figures.Print("from commit to the circuits", spent[10..], 1000);
        await pump.StopAsync(CancellationToken.None);
        return Figures.Sum();
    }
}
