using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using WorkOrders.Database;

namespace WorkOrders.Tests.Support;

/// <summary>The test's database with something listening in between: a count of commands, a save that fails.</summary>
public sealed class InterceptedFactory(TestDatabase database, IInterceptor interceptor) : IDbContextFactory<AppDb>
{
    public AppDb CreateDbContext()
    {
        if (TestCluster.Provider == DatabaseProvider.SqlServer)
        {
            var sqlServer = new DbContextOptionsBuilder<SqlServerDb>();
            SqlServerDb.Configure(sqlServer, database.ConnectionString);
            return new SqlServerDb(sqlServer.AddInterceptors(interceptor).Options);
        }

        var postgres = new DbContextOptionsBuilder<PostgreSqlDb>();
        PostgreSqlDb.Configure(postgres, database.ConnectionString);
        return new PostgreSqlDb(postgres.AddInterceptors(interceptor).Options);
    }
}

/// <summary>Counts the queries that went to the database.</summary>
public sealed class QueryCounter : DbCommandInterceptor
{
    public int Count { get; private set; }

    public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result, CancellationToken cancellationToken = default)
    {
        Count++;
        return base.ReaderExecutingAsync(command, eventData, result, cancellationToken);
    }
}

/// <summary>No save succeeds.</summary>
public sealed class FailingSave : SaveChangesInterceptor
{
    public override ValueTask<InterceptionResult<int>> SavingChangesAsync(DbContextEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default) =>
        throw new DbUpdateException("The disk is full.");
}

/// <summary>No query of a table is answered, until <see cref="Works"/>.</summary>
public sealed class FailingRead(string table) : DbCommandInterceptor
{
    public bool Works { get; set; }

    public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result, CancellationToken cancellationToken = default) =>
        !Works && command.CommandText.Contains($"\"{table}\"", StringComparison.Ordinal)
            ? throw new Unanswered()
            : base.ReaderExecutingAsync(command, eventData, result, cancellationToken);

    private sealed class Unanswered() : DbException("The server is away.");
}
