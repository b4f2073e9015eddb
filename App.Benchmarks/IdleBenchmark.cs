using System.Diagnostics;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using WorkOrders.Shared;
using WorkOrders.Shared.People;

namespace WorkOrders.Benchmarks;

/// <summary>What one application costs at rest, nobody signed in: queries of the database and CPU. Then how late a delayed job is.</summary>
internal static class IdleBenchmark
{
    private const int Leaves = 20;

    private static readonly TimeSpan Warm = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Measured = TimeSpan.FromMinutes(3);

    public static async Task<int> RunAsync()
    {
        await using var database = await BenchDatabase.OpenAsync(1_000, "shared_preload_libraries=pg_stat_statements");
        await ExecuteAsync(database, "CREATE EXTENSION IF NOT EXISTS pg_stat_statements");
        await using var app = await AppProcess.StartAsync(database.ConnectionString);
        await Task.Delay(Warm);
        await RestAsync(database, app);
        await LatenessAsync(database);
        return Figures.Sum();
    }

    private static async Task RestAsync(BenchDatabase database, AppProcess app)
    {
        await ExecuteAsync(database, "SELECT pg_stat_statements_reset()");
        var (cpu, start) = (app.Cpu, Stopwatch.GetTimestamp());
        await Task.Delay(Measured);
        var seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        var spent = (app.Cpu - cpu).TotalSeconds;

        // BEGIN and COMMIT are part of a transaction, DISCARD ALL and the like of a connection's return to the pool.
        const string isQuery = "query !~* '^(begin|commit|rollback|discard|unlisten|close|set|reset|select pg_advisory_unlock_all|select pg_stat)'";
        var queries = await CallsAsync(database, isQuery);
        var all = await CallsAsync(database, "true");
        Figures.Head(string.Create(CultureInfo.InvariantCulture, $"At rest for {seconds:F0} seconds"));
        Figures.PrintOne("queries", queries / seconds, 10, atLeast: false, "a second");
        Figures.PrintOne("statements, with those of transactions and the pool", all / seconds, 10, atLeast: false, "a second");
        Figures.PrintOne("CPU of the application", spent / seconds * 100, 2, atLeast: false, "% of one");
        await PrintTopAsync(database, seconds);
    }

    private static async Task PrintTopAsync(BenchDatabase database, double seconds)
    {
        await using var connection = new NpgsqlConnection(database.ConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand("SELECT calls, left(regexp_replace(query, '\\s+', ' ', 'g'), 110) FROM pg_stat_statements ORDER BY calls DESC LIMIT 12", connection);
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
        {
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {reader.GetInt64(0) / seconds,6:F2}  {reader.GetString(1)}"));
        }
    }

    // The leaves are saved by this process, which runs no jobs: the application sees them in its sweep, as it sees every moment further away.
    private static async Task LatenessAsync(BenchDatabase database)
    {
        var first = TimeProvider.System.GetUtcNow().AddSeconds(70);
        await using (var db = await database.Factory.CreateDbContextAsync())
        {
            var people = await db.Users.Where(u => u.DutyStatus == DutyStatus.OnDuty).OrderBy(u => u.Id).Take(Leaves).ToListAsync();
            foreach (var (i, user) in people.Index())
            {
                user.TakeLeave(CurrentUser.Application, TimeProvider.System.GetUtcNow(), first.AddMilliseconds(i * 3_137));
            }

            await db.SaveChangesAsync();
        }

        var ended = new List<(DateTimeOffset Until, DateTimeOffset At)>();
        while (await ReadAsync(database, db => db.Users.AnyAsync(u => u.LeaveUntil != null)))
        {
            await Task.Delay(TimeSpan.FromSeconds(1));
        }

        await using (var db = await database.Factory.CreateDbContextAsync())
        {
            var records = await db.Set<OperationRecord>().AsNoTracking().Where(r => r.At > first.AddMinutes(-2)).OrderBy(r => r.Id).ToListAsync();
            ended.AddRange(records.Where(r => r.Action == StaffActions.ReturnedToDuty).OrderBy(r => r.At).Index().Select(r => (first.AddMilliseconds(r.Index * 3_137), r.Item.At)));
        }

        Figures.Head($"{ended.Count} leaves end, each at another moment");
        Figures.Print("from its end to back on duty", ended.ConvertAll(e => (e.At - e.Until).TotalMilliseconds), 2000);
    }

    private static async Task<T> ReadAsync<T>(BenchDatabase database, Func<Database.AppDb, Task<T>> read)
    {
        await using var db = await database.Factory.CreateDbContextAsync();
        return await read(db);
    }

    private static async Task<double> CallsAsync(BenchDatabase database, string condition)
    {
        await using var connection = new NpgsqlConnection(database.ConnectionString);
        await connection.OpenAsync();
#pragma warning disable CA2100 // The condition is one of ours.
        await using var command = new NpgsqlCommand($"SELECT coalesce(sum(calls), 0)::float8 FROM pg_stat_statements WHERE {condition}", connection);
#pragma warning restore CA2100
        return (double)(await command.ExecuteScalarAsync())!;
    }

    private static async Task ExecuteAsync(BenchDatabase database, string statement)
    {
        await using var connection = new NpgsqlConnection(database.ConnectionString);
        await connection.OpenAsync();
#pragma warning disable CA2100 // The statement is one of ours.
        await using var command = new NpgsqlCommand(statement, connection);
#pragma warning restore CA2100
        await command.ExecuteNonQueryAsync();
    }
}
