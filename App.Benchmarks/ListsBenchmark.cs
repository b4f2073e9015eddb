using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using WorkOrders.Desk.Reading;
using WorkOrders.Desk.Views;
using WorkOrders.Shared;

namespace WorkOrders.Benchmarks;

/// <summary>The desk: database time of all its queries, and its pages over HTTP.</summary>
internal sealed class ListsBenchmark(BenchDatabase database, ListCases cases, CurrentUser me)
{
    private readonly MeasuredReads reads = new(database);
    private readonly TimeProvider clock = database.Services.GetRequiredService<TimeProvider>();

    public static async Task<int> RunAsync(int orders)
    {
        await using (var database = await BenchDatabase.OpenAsync(orders))
        {
            await using var db = await database.Factory.CreateDbContextAsync();
            var cases = await ListCases.TakeAsync(db, database.Services.GetRequiredService<TimeProvider>().GetUtcNow());
            var agent = await db.Users.SingleAsync(u => u.UserName == "agent1");
            var me = new CurrentUser(agent.Id, agent.DisplayName, new HashSet<string>([Roles.Agent, Roles.TeamLeader], StringComparer.Ordinal), agent.Team);
            var benchmark = new ListsBenchmark(database, cases, me);
            await benchmark.CountsAsync();
            await benchmark.ListsAsync("Default views, first page", ListCases.Views());
            await benchmark.ListsAsync("Filters, first page", cases.Filters());
            await benchmark.ListsAsync("Combined filters and filters without a match, first page", cases.Combined());
            await benchmark.ListsAsync("Two broad filters, and views without a match, first page", cases.Broad());
            await benchmark.CountingOnAsync(cases.Broad().Where(c => !c.Name.StartsWith("no match", StringComparison.Ordinal)));
            await benchmark.ListsAsync("Sorts, first page", cases.Sorts());
            await benchmark.ListsAsync("Deep pages", cases.Deep());
            await benchmark.SearchesAsync();
        }

        return await PagesBenchmark.RunAsync(orders);
    }

    private async Task ListsAsync(string title, IEnumerable<ListCase> list)
    {
        var desk = database.Services.GetRequiredService<DeskList>();
        Figures.Head($"{title} (database time)");
        foreach (var one in list)
        {
            await reads.MeasureAsync(one.Name, one.Limit, (db, run) => desk.ReadAsync(db, one.Filter(run), me, clock.GetUtcNow()));
        }
    }

    // The count up to its cap, which follows the rows without holding them up.
    private async Task CountingOnAsync(IEnumerable<ListCase> list)
    {
        var desk = database.Services.GetRequiredService<DeskList>();
        Figures.Head("Two broad filters: rows again with the whole count, after the page is shown (database time)");
        var none = new DeskPage([], 0, IsCapped: false, new(), SortRefused: false);
        foreach (var one in list)
        {
            await reads.MeasureAsync(one.Name, 500, (db, run) => desk.RefreshAsync(db, none, one.Filter(run), me, clock.GetUtcNow()));
        }
    }

    private async Task CountsAsync()
    {
        var counts = database.Services.GetRequiredService<ViewCounts>();
        Figures.Head("Counts of the eight views (database time)");
        await reads.MeasureAsync("all eight, read anew", 60, (_, _) =>
        {
            counts.Forget(me.Id);
            return counts.OfAsync(me);
        });
    }

    private async Task SearchesAsync()
    {
        Figures.Head("Search box (database time)");
        foreach (var (name, text) in cases.Searches())
        {
            await reads.MeasureAsync(name, 15, (db, run) => OrderSearch.FindAsync(db, text(run), SearchedNumber.In(text(run)), me));
        }
    }
}
