using System.Diagnostics;
using System.Globalization;
using System.Runtime;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Caching.Hybrid;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using WorkOrders.Database;
using WorkOrders.Database.Sql;
using WorkOrders.DueTimes;
using WorkOrders.Files;
using WorkOrders.Import;
using WorkOrders.Import.Reading;
using WorkOrders.LookUps;
using WorkOrders.Shared;
using WorkOrders.Sheets;
using WorkOrders.Taxonomy;

namespace WorkOrders.Benchmarks;

/// <summary>Import of a workbook with 1% invalid rows: check, then import and dispatch, in this process. The orders stay in the database.</summary>
internal static class ImportBenchmark
{
    public static async Task<int> RunAsync(int rows, int orders)
    {
        await using var database = await BenchDatabase.OpenAsync(orders);
        await using var services = new ServiceCollection().AddHybridCache().Services.BuildServiceProvider();
        var memory = services.GetRequiredService<HybridCache>();
        var lists = new OrderListsCache(database.Factory, memory);
        using var checks = new UploadChecks(TimeProvider.System);
        var limits = Options.Create(new LookUpOptions { HashKey = Convert.ToBase64String(new byte[LookUpKey.Bytes]) });
        var lookUps = new LookUpCounter(database.Factory, new LookUpKey(limits, database.Factory, new EphemeralDataProtectionProvider()), new Microsoft.AspNetCore.Http.HttpContextAccessor(), limits, TimeProvider.System);
        var upload = new ImportUpload(database.Factory, lists, checks, lookUps, TimeProvider.System);
        var job = new ImportOrders(
            database.Factory, new DailyNumbers(database.Factory), lists, new DueTableCache(database.Factory, memory), TimeProvider.System);
        var me = await LeaderAsync(database);
        await ImportAsync(database, upload, job, await FileAsync(await lists.GetAsync(), 500), me);
        var file = await FileAsync(await lists.GetAsync(), rows);
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"Import of {rows:N0} rows, {new FileInfo(file).Length >> 10:N0} KB, {(GCSettings.IsServerGC ? "server" : "workstation")} GC"));
        await using var peak = new ResidentPeak(ResidentPeak.OfThisProcess);
        var (checkedIn, importedIn, imported, bad) = await ImportAsync(database, upload, job, file, me);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"  {imported:N0} orders, {bad:N0} rows refused; read and checked in {checkedIn.TotalSeconds:F1} s, imported in {importedIn.TotalSeconds:F1} s"));
        Figures.PrintOne("both together", (checkedIn + importedIn).TotalSeconds, 60, atLeast: false, "s");
        Figures.PrintOne("resident growth, garbage included", peak.GrowthMegabytes, 300, atLeast: false, "MB");
        return Figures.Sum();
    }

    private static async Task<(TimeSpan Checked, TimeSpan Imported, int Orders, int Bad)> ImportAsync(
        BenchDatabase database, ImportUpload upload, ImportOrders job, string file, CurrentUser me)
    {
        var start = Stopwatch.GetTimestamp();
        await using var stream = new FileStream(
            file, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16, FileOptions.DeleteOnClose | FileOptions.Asynchronous);
        var (import, outcome) = await upload.ReadAsync(stream, "bench.xlsx", me);
        var read = Stopwatch.GetElapsedTime(start);
        var id = import?.Id ?? throw new InvalidOperationException(outcome.Reason);
        await using var db = await database.Factory.CreateDbContextAsync();
        var started = await db.OrderImports.SingleAsync(i => i.Id == id);
        started.Start(new(ImportHandler.Automatic, SkipDuplicates: false, SkipHidden: false), earlier: null, me, TimeProvider.System.GetUtcNow());
        await db.SaveChangesAsync();
        start = Stopwatch.GetTimestamp();
        var created = await job.RunAsync(CancellationToken.None);
        var spent = Stopwatch.GetElapsedTime(start);
        var given = await db.WorkOrders.OrderByDescending(o => o.Id).Take(created).CountAsync(o => o.HandlerId != null);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {given:N0} of {created:N0} orders were given to somebody"));
        return (read, spent, created, import.BadRows);
    }

    private static async Task<string> FileAsync(OrderLists lists, int rows)
    {
        var path = Path.GetTempFileName();
        await using var stream = File.Create(path);
        var sheet = new SheetWriter(BatchTemplate.Name, [.. BatchTemplate.Columns.Select(c => new SheetColumn(c.Title, c.Width))], BatchTemplate.MarkOf(lists));
        await sheet.WriteAsync(stream, Rows(lists, rows).ToAsyncEnumerable());
        return path;
    }

    private static IEnumerable<IReadOnlyList<object?>> Rows(OrderLists lists, int rows)
    {
        var types = lists.Below(null, null).ToList();
        var channels = lists.Of(ChoiceKind.Channel, null).ToList();
        for (var i = 0; i < rows; i++)
        {
            var type = types[i % types.Count];
            var topic = lists.Below(type.Id, null).First();
            var first17 = string.Create(CultureInfo.InvariantCulture, $"110101{1960 + (i / 1000 % 40)}{1 + (i % 12):D2}{1 + (i / 12 % 28):D2}{i % 1000:D3}");
            var phone = i % 100 == 99 ? "12" : string.Create(CultureInfo.InvariantCulture, $"{13000000000 + i}");
            yield return [$"SQ{i:D8}", $"HT{i:D8}", $"客户{i}", channels[i % channels.Count], phone,
                null, first17 + IdNumber.CheckCharacter(first17), null, null, type.Name, topic.Name, null, "普通", "客户来电咨询还款安排，请尽快联系并登记结果。"];
        }
    }

    private static async Task<CurrentUser> LeaderAsync(BenchDatabase database)
    {
        await using var db = await database.Factory.CreateDbContextAsync();
        var leader = await db.Users.SingleAsync(u => u.UserName == "leader1");
        return new CurrentUser(leader.Id, leader.DisplayName, new HashSet<string>([Roles.TeamLeader], StringComparer.Ordinal), leader.Team);
    }
}
