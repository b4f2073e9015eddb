using Microsoft.EntityFrameworkCore;
using WorkOrders.Database.Embedded;

namespace WorkOrders.Database;

/// <summary>
/// Refuses a database with a migration that this build does not contain. Until the first release, the migrations are regenerated for
/// every model change, so such a database can't be upgraded: migrating it would fail half-way.
/// </summary>
internal static class UnknownMigrations
{
    /// <summary>Read-only. <paramref name="folder"/> is the data folder of the private cluster; null for a configured connection string.</summary>
    public static async Task RefuseAsync(DatabaseProvider provider, string connectionString, string? folder)
    {
        await using var db = Open(provider, connectionString);
        if (Refusal(db, await db.Database.GetAppliedMigrationsAsync(), folder) is { } refusal)
        {
            throw new DatabaseRefusedException(refusal);
        }
    }

    /// <summary>The problem and what to do, for the administrator who starts the application; null when the database can be migrated.</summary>
    internal static string? Refusal(AppDb db, IEnumerable<string> applied, string? folder)
    {
        var unknown = applied.Except(db.Database.GetMigrations(), StringComparer.OrdinalIgnoreCase).FirstOrDefault();
        if (unknown is null)
        {
            return null;
        }

        // Don't print the connection string: it contains a password.
        var connection = db.Database.GetDbConnection();
        var where = folder is null ? $"The database {connection.Database} on the server {connection.DataSource}" : $"The folder {folder}";
        return $"""
            {where} holds data of an older or newer state of this application: this build does not have its migration {unknown}.
            It can't be upgraded. Nothing in it was changed.
            {(IsNewer(db, unknown) ? NewerBuild : folder is null ? OtherDatabase : PostgresBinaries.OtherFolder(folder))}
            """;
    }

    private const string NewerBuild = "The data were written by a newer build. Start that build; do not delete the data.";

    private const string OtherDatabase =
        "Name another database in ConnectionStrings:Default, or drop this one. The data in it are then lost; the next start makes a new one.";

    // Migration ids begin with the time they were made.
    private static bool IsNewer(AppDb db, string unknown) => string.CompareOrdinal(unknown, db.Database.GetMigrations().Last()) > 0;

    private static AppDb Open(DatabaseProvider provider, string connectionString)
    {
        if (provider == DatabaseProvider.SqlServer)
        {
            var sqlServer = new DbContextOptionsBuilder<SqlServerDb>();
            SqlServerDb.Configure(sqlServer, connectionString);
            return new SqlServerDb(sqlServer.Options);
        }

        var postgres = new DbContextOptionsBuilder<PostgreSqlDb>();
        PostgreSqlDb.Configure(postgres, connectionString);
        return new PostgreSqlDb(postgres.Options);
    }
}

/// <summary>This build can't use the database. The message tells the administrator what to do.</summary>
public sealed class DatabaseRefusedException(string message) : Exception(message);
