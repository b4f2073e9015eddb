using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using WorkOrders.Database;

namespace WorkOrders.Tests.Support;

/// <summary>The test's database with EF interceptors, for example a query counter or a failing save.</summary>
public sealed class InterceptedFactory(TestDatabase database, params IInterceptor[] interceptors) : IDbContextFactory<AppDb>
{
    public AppDb CreateDbContext()
    {
        if (TestCluster.Provider == DatabaseProvider.SqlServer)
        {
            var sqlServer = new DbContextOptionsBuilder<SqlServerDb>();
            SqlServerDb.Configure(sqlServer, database.ConnectionString);
            return new SqlServerDb(sqlServer.AddInterceptors([.. SavedAlong.Interceptors, .. interceptors]).Options);
        }

        var postgres = new DbContextOptionsBuilder<PostgreSqlDb>();
        PostgreSqlDb.Configure(postgres, database.ConnectionString);
        return new PostgreSqlDb(postgres.AddInterceptors([.. SavedAlong.Interceptors, .. interceptors]).Options);
    }
}

/// <summary>Counts the queries sent to the database.</summary>
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

/// <summary>Makes every save fail.</summary>
public sealed class FailingSave : SaveChangesInterceptor
{
    public override ValueTask<InterceptionResult<int>> SavingChangesAsync(DbContextEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default) =>
        throw new DbUpdateException("The disk is full.");

    public override InterceptionResult<int> SavingChanges(DbContextEventData eventData, InterceptionResult<int> result) => throw new DbUpdateException("The disk is full.");
}

/// <summary>Makes every query of a table fail until <see cref="Works"/> is set.</summary>
public sealed class FailingRead(string table) : DbCommandInterceptor
{
    public bool Works { get; set; }

    public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result, CancellationToken cancellationToken = default) =>
        !Works && command.CommandText.Contains($"\"{table}\"", StringComparison.Ordinal)
            ? throw new Unanswered()
            : base.ReaderExecutingAsync(command, eventData, result, cancellationToken);

    public override ValueTask<InterceptionResult<int>> NonQueryExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default) =>
        !Works && command.CommandText.Contains($"\"{table}\"", StringComparison.Ordinal)
            ? throw new Unanswered()
            : base.NonQueryExecutingAsync(command, eventData, result, cancellationToken);
}

/// <summary>
/// Delays the result of the first query of a table while <see cref="IsArmed"/> until it is released; the result is already read. Later
/// queries return at once.
/// </summary>
public sealed class HeldRead(string table) : DbCommandInterceptor, IDbConnectionInterceptor
{
    private readonly TaskCompletionSource reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource released = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private DbConnection? held;

    /// <summary>Set it to false to let queries pass at first.</summary>
    public bool IsArmed { get; set; } = true;

    /// <summary>Completes when the query is delayed.</summary>
    public Task Reached => reached.Task;

    /// <summary>Releases the result, and waits until the reader has used or ignored it and has disposed its context.</summary>
    public Task ReleaseAsync()
    {
        released.SetResult();
        return ended.Task;
    }

    public override async ValueTask<DbDataReader> ReaderExecutedAsync(DbCommand command, CommandExecutedEventData eventData, DbDataReader result, CancellationToken cancellationToken = default)
    {
        if (IsArmed && command.CommandText.Contains($"\"{table}\"", StringComparison.Ordinal) && Interlocked.CompareExchange(ref held, eventData.Connection, null) is null)
        {
            reached.SetResult();
            await released.Task;
        }

        return result;
    }

    public void ConnectionDisposed(DbConnection connection, ConnectionEndEventData eventData) => End(connection);

    public Task ConnectionDisposedAsync(DbConnection connection, ConnectionEndEventData eventData)
    {
        End(connection);
        return Task.CompletedTask;
    }

    private void End(DbConnection connection)
    {
        if (ReferenceEquals(connection, held))
        {
            ended.TrySetResult();
        }
    }
}

/// <summary>Delays the save with this number (from 1) until it is released or fails like an unreachable server.</summary>
public sealed class HeldSave(int number) : SaveChangesInterceptor
{
    private readonly TaskCompletionSource reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource released = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int saves;

    /// <summary>Completes when the save is delayed.</summary>
    public Task Reached => reached.Task;

    public void Release() => released.SetResult();

    public void Fail() => released.SetException(new Unanswered());

    public override async ValueTask<InterceptionResult<int>> SavingChangesAsync(DbContextEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
    {
        if (Interlocked.Increment(ref saves) == number)
        {
            reached.SetResult();
            await released.Task;
        }

        return result;
    }
}

/// <summary>The exception of the driver when the server is unreachable.</summary>
public sealed class Unanswered() : DbException("The server is away.");
