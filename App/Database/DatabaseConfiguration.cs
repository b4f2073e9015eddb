using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using WorkOrders.Database.Embedded;
using WorkOrders.Database.Sql;

namespace WorkOrders.Database;

/// <summary>Registers the database of the configured provider; without a connection string, the application's own PostgreSQL cluster.</summary>
public static class DatabaseConfiguration
{
    private const string ClusterDatabase = "workorders";
    private const string KeyFileExtension = ".key";

    /// <summary>Null when the database is refused. The reason is written to standard error; the database is not changed.</summary>
    public static async Task<DatabaseConnection?> AddDatabaseAsync(this WebApplicationBuilder builder)
    {
        try
        {
            var (database, keyFile) = await FindAsync(builder);
            builder.Services.AddAppDb(database.Provider, database.ConnectionString);
            KeyRing.AddTo(builder, keyFile);
            return database;
        }
        catch (DatabaseRefusedException refused)
        {
            await Console.Error.WriteLineAsync(refused.Message);
            return null;
        }
    }

    // The private cluster has its own key file beside its folder. Development has the same one, whatever its database.
    private static async Task<(DatabaseConnection Database, string? KeyFile)> FindAsync(WebApplicationBuilder builder)
    {
        var options = builder.Configuration.GetSection("Database").Get<DatabaseOptions>() ?? new DatabaseOptions();
        var connectionString = builder.Configuration.GetConnectionString("Default");
        var folder = Path.GetFullPath(options.ClusterDirectory, builder.Environment.ContentRootPath);
        if (!string.IsNullOrWhiteSpace(connectionString))
        {
            await UnknownMigrations.RefuseAsync(options.Provider, connectionString, folder: null);
            return (new DatabaseConnection(options.Provider, connectionString), builder.Environment.IsDevelopment() ? folder + KeyFileExtension : null);
        }

        if (options.Provider == DatabaseProvider.SqlServer)
        {
            throw new InvalidOperationException("Database:Provider is SqlServer: set ConnectionStrings:Default.");
        }

        var cluster = await StartClusterAsync(builder, folder);
        return (new DatabaseConnection(options.Provider, cluster.ConnectionString(ClusterDatabase)), cluster.DataDirectory + KeyFileExtension);
    }

    private static async Task<EmbeddedPostgres> StartClusterAsync(WebApplicationBuilder builder, string folder)
    {
        var cluster = await EmbeddedPostgres.StartAsync(folder);
        try
        {
            await cluster.AddDatabaseAsync(ClusterDatabase);
            await UnknownMigrations.RefuseAsync(DatabaseProvider.PostgreSql, cluster.ConnectionString(ClusterDatabase), cluster.DataDirectory);

            // Created by the container, so that the container stops it, after everything that was resolved later.
            builder.Services.AddSingleton(_ => cluster);
            builder.Services.AddHostedService<ClusterWatch>();
            if (!builder.Environment.IsDevelopment())
            {
                builder.Services.AddSingleton<PrivateClusterWarning>();
                builder.Services.AddHostedService(services => services.GetRequiredService<PrivateClusterWarning>());
            }

            return cluster;
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
