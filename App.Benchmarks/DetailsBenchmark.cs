using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using WorkOrders.Database;
using WorkOrders.FollowUps;
using WorkOrders.History;
using WorkOrders.Page;
using WorkOrders.Page.CallSummaries;
using WorkOrders.Page.Person;
using WorkOrders.Shared;

namespace WorkOrders.Benchmarks;

/// <summary>The order page: header and all tabs except the contracts, read one after the other.</summary>
internal static class DetailsBenchmark
{
    private const int WarmUp = 20;
    private const int Runs = 300;
    private const double Limit = 40;

    public static async Task<int> RunAsync(int orders)
    {
        await using var database = await BenchDatabase.OpenAsync(orders);
        var me = new CurrentUser(1, "", new HashSet<string>([Roles.Agent], StringComparer.Ordinal), null);
        List<double> header = [], customer = [], talks = [], records = [], history = [], all = [];
        var talked = await BenchStories.TellAsync(database, TimeProvider.System);
        foreach (var number in await SampleAsync(database))
        {
            WorkOrder order = null!;
            header.Add(await TimeAsync(database, async db => order = (await OrderOnPage.ReadAsync(db, number, me))!.Order));
            customer.Add(await TimeAsync(database, db => CustomerFile.ReadAsync(db, order, me)));
            talks.Add(await TimeAsync(database, db => FollowUpChain.ReadAsync(db, talked, me)));
            records.Add(await TimeAsync(database, db => OperationHistory.PageOf(db, OrderSubjects.WorkOrder, number, 1).ToListAsync()));
            history.Add(await TimeAsync(database, db => db.HistoryAsync(order, null, me)));
            all.Add(header[^1] + customer[^1] + talks[^1] + records[^1] + history[^1]);
        }

        Figures.Head("Detail panel (on the server)");
        foreach (var (name, spent) in new[] { ("header", header), ("客户", customer), ("跟进记录, 40 of them", talks),
            ("操作记录", records), ("历史小结", history), ("all of them", all) })
        {
            Figures.Print(name, spent[WarmUp..], Limit);
        }

        return Figures.Sum();
    }

    // Old and new orders, and orders of the customers with most calls.
    private static async Task<List<string>> SampleAsync(BenchDatabase database)
    {
        await using var db = await database.Factory.CreateDbContextAsync();
        var newest = await db.WorkOrders.MaxAsync(o => o.Id);
        var spread = Enumerable.Range(1, Runs).Select(i => newest * i / Runs).ToList();
        var often = await db.WorkOrders.Where(o => o.IdNumber != null && o.Id > newest - 20_000).GroupBy(o => o.IdNumber)
            .OrderByDescending(g => g.Count()).Take(WarmUp).Select(g => g.Max(o => o.Number)!).ToListAsync();
        return [.. await db.WorkOrders.Where(o => spread.Contains(o.Id)).OrderBy(o => o.Id).Select(o => o.Number).ToListAsync(), .. often];
    }

    private static async Task<double> TimeAsync(BenchDatabase database, Func<AppDb, Task> read)
    {
        var start = Stopwatch.GetTimestamp();
        await using var db = await database.Factory.CreateDbContextAsync();
        await read(db);
        return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
    }
}
