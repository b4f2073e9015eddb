using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using WorkOrders.Database;
using WorkOrders.Database.Embedded;
using WorkOrders.Database.Sql;
using WorkOrders.Desk;
using WorkOrders.Events;
using WorkOrders.History;

namespace WorkOrders.Benchmarks;

/// <summary>The cluster .data/bench with its orders, created if missing, and the desk services on it.</summary>
internal sealed class BenchDatabase : IAsyncDisposable
{
    private const string Name = "workorders";

    private readonly EmbeddedPostgres cluster;

    private BenchDatabase(EmbeddedPostgres cluster)
    {
        this.cluster = cluster;
        ConnectionString = cluster.ConnectionString(Name);
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddSingleton(TimeProvider.System);
        services.AddAppDb(DatabaseProvider.PostgreSql, ConnectionString);
        services.AddHistory();
        services.AddLiveEvents();
        services.AddDesk();
        Services = services.BuildServiceProvider();
    }

    public static string Root { get; } = FindRoot();

    public ServiceProvider Services { get; }

    public string ConnectionString { get; }

    public IDbContextFactory<AppDb> Factory => Services.GetRequiredService<IDbContextFactory<AppDb>>();

    public static async Task<BenchDatabase> OpenAsync(int orders, params string[] settings)
    {
        var database = new BenchDatabase(await EmbeddedPostgres.StartAsync(Path.Combine(Root, ".data/bench"), settings));
        await using var db = await database.Factory.CreateDbContextAsync();
        await RefuseOlderAsync(database, db);
        if (!await ExistsAsync(db) || await CountAsync(db) < orders)
        {
            // The application creates users and demo data, then the orders.
            await using var app = await AppProcess.StartAsync(database.ConnectionString, "--seed-orders", orders.ToString());
        }

        await OrderTallyTable.CompactAsync(db);
        return database;
    }

    public async Task ExplainAsync(string text, IEnumerable<System.Data.Common.DbParameter> parameters)
    {
        await using var connection = new NpgsqlConnection(ConnectionString);
        await connection.OpenAsync();
#pragma warning disable CA2100 // The statement comes from the application.
        await using var command = new NpgsqlCommand("EXPLAIN (ANALYZE, BUFFERS) " + text, connection);
#pragma warning restore CA2100
        foreach (var parameter in parameters)
        {
            command.Parameters.Add(((ICloneable)parameter).Clone());
        }

        Console.WriteLine(text);
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
        {
            Console.WriteLine("    " + reader.GetString(0));
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Services.DisposeAsync();
        await cluster.DisposeAsync();
    }

    // Migrate an older database instead of loading it again.
    private static async Task<int> CountAsync(AppDb db)
    {
        await db.Database.MigrateAsync();
        return await db.WorkOrders.CountAsync();
    }

    // As the application does at its start: without it migrating such a database would fail half-way.
    private static async Task RefuseOlderAsync(BenchDatabase database, AppDb db)
    {
        try
        {
            if (await ExistsAsync(db))
            {
                await UnknownMigrations.RefuseAsync(DatabaseProvider.PostgreSql, database.ConnectionString, database.cluster.DataDirectory);
            }
        }
        catch
        {
            await database.DisposeAsync();
            throw;
        }
    }

    private static async Task<bool> ExistsAsync(AppDb db)
    {
        try
        {
            return (await db.Database.GetAppliedMigrationsAsync()).Any();
        }
        catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.InvalidCatalogName)
        {
            return false;
        }
    }

    private static string FindRoot()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "WorkOrders.sln")))
        {
            folder = Path.GetDirectoryName(folder.TrimEnd(Path.DirectorySeparatorChar)) ?? throw new InvalidOperationException("Run from the repository.");
        }

        return folder;
    }
}
