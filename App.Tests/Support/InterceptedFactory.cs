using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using WorkOrders.Database;

namespace WorkOrders.Tests.Support;

/// <summary>The test's database with something listening in between: a count of commands, a save that fails.</summary>
public sealed class InterceptedFactory(TestDatabase database, params IInterceptor[] interceptors) : IDbContextFactory<AppDb>
{
    public AppDb CreateDbContext()
    {
        if (TestCluster.Provider == DatabaseProvider.SqlServer)
        {
            var sqlServer = new DbContextOptionsBuilder<SqlServerDb>();
            SqlServerDb.Configure(sqlServer, database.ConnectionString);
            return new SqlServerDb(sqlServer.AddInterceptors(interceptors).Options);
        }

        var postgres = new DbContextOptionsBuilder<PostgreSqlDb>();
        PostgreSqlDb.Configure(postgres, database.ConnectionString);
        return new PostgreSqlDb(postgres.AddInterceptors(interceptors).Options);
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

    public override ValueTask<InterceptionResult<int>> NonQueryExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default) =>
        !Works && command.CommandText.Contains($"\"{table}\"", StringComparison.Ordinal)
            ? throw new Unanswered()
            : base.NonQueryExecutingAsync(command, eventData, result, cancellationToken);
}

/// <summary>Of the queries of a table the first is answered as the data are then, but the answer only comes when it is released; later ones come at once.</summary>
public sealed class HeldRead(string table) : DbCommandInterceptor
{
    private readonly TaskCompletionSource reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource released = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private DbDataReader? held;

    /// <summary>It waits.</summary>
    public Task Reached => reached.Task;

    /// <summary>Lets it come, and waits until it was read.</summary>
    public Task ReleaseAsync()
    {
        released.SetResult();
        return ended.Task;
    }

    public override async ValueTask<DbDataReader> ReaderExecutedAsync(DbCommand command, CommandExecutedEventData eventData, DbDataReader result, CancellationToken cancellationToken = default)
    {
        if (command.CommandText.Contains($"\"{table}\"", StringComparison.Ordinal) && Interlocked.CompareExchange(ref held, result, null) is null)
        {
            reached.SetResult();
            await released.Task;
        }

        return result;
    }

    public override InterceptionResult DataReaderDisposing(DbCommand command, DataReaderDisposingEventData eventData, InterceptionResult result)
    {
        if (ReferenceEquals(eventData.DataReader, held))
        {
            ended.TrySetResult();
        }

        return result;
    }
}

/// <summary>The save of that number, from 1, waits until it is released, or finds that the server is away.</summary>
public sealed class HeldSave(int number) : SaveChangesInterceptor
{
    private readonly TaskCompletionSource reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource released = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int saves;

    /// <summary>It waits.</summary>
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

/// <summary>What the driver throws when the server is away.</summary>
public sealed class Unanswered() : DbException("The server is away.");
