using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using WorkOrders.Database;
using WorkOrders.Defaults;
using WorkOrders.Defaults.InDefault;

namespace WorkOrders.Benchmarks;

/// <summary>Baseline for the API list: a minimal API with the same query and nothing else.</summary>
internal static class BareEndpoint
{
    public const string Path = "/list";

    /// <summary>The variable with the connection string. Arguments can be read by every account of the machine.</summary>
    public const string Database = "ConnectionStrings__Default";

    public static async Task<int> RunAsync(string address)
    {
        var connectionString = Environment.GetEnvironmentVariable(Database)!;
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Services.AddPooledDbContextFactory<PostgreSqlDb>(options => PostgreSqlDb.Configure(options, connectionString));
        await using var app = builder.Build();
        app.MapGet(Path, async (int page, int size, IDbContextFactory<PostgreSqlDb> factory) =>
        {
            await using var db = await factory.CreateDbContextAsync();
            var customers = db.DefaultCustomers.AsNoTracking().Where(c => c.ApplicationId != null);
            var total = await customers.CountAsync();
            var list = await customers.NewestApplicationFirst().Skip((page - 1) * size).Take(size).Select(DefaultRow.Projection).ToListAsync();
            return new { total, page, size, list };
        });
        await app.RunAsync(address);
        return 0;
    }
}
