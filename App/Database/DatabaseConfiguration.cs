using Microsoft.EntityFrameworkCore;
using WorkOrders.Shared;

namespace WorkOrders.Database;

/// <summary>Registers the database: the provider by setting, the application's own cluster when there is no connection string.</summary>
public static class DatabaseConfiguration
{
    public static async Task<DatabaseConnection> AddDatabaseAsync(this WebApplicationBuilder builder)
    {
        var options = builder.Configuration.GetSection("Database").Get<DatabaseOptions>() ?? new DatabaseOptions();
        var connectionString = builder.Configuration.GetConnectionString("Default");
        if (string.IsNullOrWhiteSpace(connectionString))
        {
            if (options.Provider == DatabaseProvider.SqlServer)
            {
                throw new InvalidOperationException("Database:Provider is SqlServer: set ConnectionStrings:Default.");
            }

            var cluster = await EmbeddedPostgres.StartAsync(Path.Combine(builder.Environment.ContentRootPath, options.ClusterDirectory));
            // Made by the container, so that the container stops it, and last of all: nothing is resolved before it.
            builder.Services.AddSingleton(_ => cluster);
            await cluster.AddDatabaseAsync("workorders");
            connectionString = cluster.ConnectionString("workorders");
        }

        builder.Services.AddAppDb(options.Provider, connectionString);
        KeyRing.AddTo(builder.Services);
        return new DatabaseConnection(options.Provider, connectionString);
    }

    /// <summary>The factory for screens and jobs (one context per action) and the scoped context that Identity's stores ask for.</summary>
    public static void AddAppDb(this IServiceCollection services, DatabaseProvider provider, string connectionString)
    {
        if (provider == DatabaseProvider.SqlServer)
        {
            services.AddPooledDbContextFactory<SqlServerDb>(options => SqlServerDb.Configure(options, connectionString));
            services.AddSingleton<IDbContextFactory<AppDb>, AppDbFactory<SqlServerDb>>();
        }
        else
        {
            services.AddPooledDbContextFactory<PostgreSqlDb>(options => PostgreSqlDb.Configure(options, connectionString));
            services.AddSingleton<IDbContextFactory<AppDb>, AppDbFactory<PostgreSqlDb>>();
        }

        services.AddScoped(provider => provider.GetRequiredService<IDbContextFactory<AppDb>>().CreateDbContext());
        services.AddSingleton<DailyNumbers>();
    }

    private sealed class AppDbFactory<TDb>(IDbContextFactory<TDb> factory) : IDbContextFactory<AppDb>
        where TDb : AppDb
    {
        public AppDb CreateDbContext() => factory.CreateDbContext();

        public async Task<AppDb> CreateDbContextAsync(CancellationToken cancellationToken = default) => await factory.CreateDbContextAsync(cancellationToken);
    }
}
