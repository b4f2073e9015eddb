using Microsoft.EntityFrameworkCore;
using WorkOrders.Database;
using WorkOrders.Database.Sql;

namespace WorkOrders.Desk.Views;

/// <summary>Compacts the tally rows at startup and every ten minutes, so that summing them stays fast.</summary>
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
                await OrderTallyTable.CompactAsync(db, stoppingToken);
            }
            catch (System.Data.Common.DbException e)
            {
                logger.LogWarning(e, "Order tallies were not compacted; retrying in the next run");
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }
}
