using Microsoft.EntityFrameworkCore;
using WorkOrders.Database;
using WorkOrders.Shared;

namespace WorkOrders.Desk;

/// <summary>Folds the tally rows at start and every ten minutes, so that reading their sum stays short.</summary>
internal sealed class CompactOrderTallies(IDbContextFactory<AppDb> factory, TimeProvider time, ILogger<CompactOrderTallies> logger) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(10);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        do
        {
            try
            {
                await using var db = await factory.CreateDbContextAsync(stoppingToken);
                await OrderTallySums.CompactAsync(db, stoppingToken);
            }
            catch (System.Data.Common.DbException e)
            {
                logger.LogWarning(e, "Order tallies were not compacted; the next round tries again");
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }
}
