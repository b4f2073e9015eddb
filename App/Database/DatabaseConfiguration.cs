using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using WorkOrders.Database.Embedded;
using WorkOrders.Database.Sql;

namespace WorkOrders.Database;

/// <summary>Registers the database of the configured provider; without a connection string, the application's own PostgreSQL cluster.</summary>
public static class DatabaseConfiguration
{
    /// <summary>Null when the database is refused. The reason is written to standard error; the database is not changed.</summary>
    public static async Task<DatabaseConnection?> AddDatabaseAsync(this WebApplicationBuilder builder)
    {
        try
        {
            var database = await FindAsync(builder);
            builder.Services.AddAppDb(database.Provider, database.ConnectionString);
            KeyRing.AddTo(builder.Services);
            return database;
        }
        catch (DatabaseRefusedException refused)
        {
            await Console.Error.WriteLineAsync(refused.Message);
            return null;
        }
    }

    private static async Task<DatabaseConnection> FindAsync(WebApplicationBuilder builder)
    {
        var options = builder.Configuration.GetSection("Database").Get<DatabaseOptions>() ?? new DatabaseOptions();
        var connectionString = builder.Configuration.GetConnectionString("Default");
        if (string.IsNullOrWhiteSpace(connectionString))
        {
            if (options.Provider == DatabaseProvider.SqlServer)
            {
                throw new InvalidOperationException("Database:Provider is SqlServer: set ConnectionStrings:Default.");
            }

            return new DatabaseConnection(options.Provider, await StartClusterAsync(builder, options.ClusterDirectory));
        }

        await UnknownMigrations.RefuseAsync(options.Provider, connectionString, folder: null);
        return new DatabaseConnection(options.Provider, connectionString);
    }

    private static async Task<string> StartClusterAsync(WebApplicationBuilder builder, string directory)
    {
        var cluster = await EmbeddedPostgres.StartAsync(Path.Combine(builder.Environment.ContentRootPath, directory));
        try
        {
            await cluster.AddDatabaseAsync("workorders");
            var connectionString = cluster.ConnectionString("workorders");
            await UnknownMigrations.RefuseAsync(DatabaseProvider.PostgreSql, connectionString, cluster.DataDirectory);

            // Created by the container, so that the container stops it, after everything that was resolved later.
            builder.Services.AddSingleton(_ => cluster);
            return connectionString;
        }
        catch
        {
            await cluster.DisposeAsync();
            throw;
        }
    }

    /// <summary>Registers the context factory for pages and jobs (one context per action) and the scoped context for Identity's stores.</summary>
    public static void AddAppDb(this IServiceCollection services, DatabaseProvider provider, string connectionString)
    {
        if (provider == DatabaseProvider.SqlServer)
        {
            services.AddPooledDbContextFactory<SqlServerDb>((own, options) => SqlServerDb.Configure(With(own, options), connectionString));
            services.AddSingleton<IDbContextFactory<AppDb>, AppDbFactory<SqlServerDb>>();
        }
        else
        {
            services.AddPooledDbContextFactory<PostgreSqlDb>((own, options) => PostgreSqlDb.Configure(With(own, options), connectionString));
            services.AddSingleton<IDbContextFactory<AppDb>, AppDbFactory<PostgreSqlDb>>();
        }

        services.AddScoped(provider => provider.GetRequiredService<IDbContextFactory<AppDb>>().CreateDbContext());
        services.AddSingleton<DailyNumbers>();
        services.AddHybridCache();
    }

    // Interceptors that add rows to every save. EF logs each failed command and save as an error, also those that are expected and tried again:
    // here they are warnings, and whoever catches the exception knows how bad it is.
    private static DbContextOptionsBuilder With(IServiceProvider services, DbContextOptionsBuilder options) => options
        .AddInterceptors(services.GetServices<IInterceptor>())
        .ConfigureWarnings(warnings => warnings.Log((RelationalEventId.CommandError, LogLevel.Warning), (CoreEventId.SaveChangesFailed, LogLevel.Warning)));

    private sealed class AppDbFactory<TDb>(IDbContextFactory<TDb> factory) : IDbContextFactory<AppDb>
        where TDb : AppDb
    {
        public AppDb CreateDbContext() => factory.CreateDbContext();

        public async Task<AppDb> CreateDbContextAsync(CancellationToken cancellationToken = default) => await factory.CreateDbContextAsync(cancellationToken);
    }
}
