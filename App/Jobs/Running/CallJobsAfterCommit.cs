using System.Data.Common;
using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Storage;

namespace WorkOrders.Jobs.Running;

/// <summary>Interceptor: calls the jobs whose work a save made due, after its transaction is committed.</summary>
internal sealed class CallJobsAfterCommit(IEnumerable<JobTrigger> triggers, JobCalls calls) : SaveChangesInterceptor, IDbTransactionInterceptor
{
    private readonly ILookup<Type, JobTrigger> triggers = triggers.ToLookup(t => t.Entity);
    private readonly ConditionalWeakTable<DbContext, IReadOnlyList<JobCall>> ofSave = [];
    private readonly ConditionalWeakTable<DbTransaction, List<JobCall>> ofTransaction = [];

    public override InterceptionResult<int> SavingChanges(DbContextEventData eventData, InterceptionResult<int> result)
    {
        See(eventData.Context!);
        return result;
    }

    public override ValueTask<InterceptionResult<int>> SavingChangesAsync(
        DbContextEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
    {
        See(eventData.Context!);
        return ValueTask.FromResult(result);
    }

    public override int SavedChanges(SaveChangesCompletedEventData eventData, int result)
    {
        Saved(eventData.Context!);
        return result;
    }

    public override ValueTask<int> SavedChangesAsync(SaveChangesCompletedEventData eventData, int result, CancellationToken cancellationToken = default)
    {
        Saved(eventData.Context!);
        return ValueTask.FromResult(result);
    }

    public void TransactionCommitted(DbTransaction transaction, TransactionEndEventData eventData) => Committed(transaction);

    public Task TransactionCommittedAsync(DbTransaction transaction, TransactionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        Committed(transaction);
        return Task.CompletedTask;
    }

    // A driver may use the object of a transaction that was rolled back again.
    public DbTransaction TransactionStarted(DbConnection connection, TransactionEndEventData eventData, DbTransaction result)
    {
        ofTransaction.Remove(result);
        return result;
    }

    public ValueTask<DbTransaction> TransactionStartedAsync(
        DbConnection connection, TransactionEndEventData eventData, DbTransaction result, CancellationToken cancellationToken = default)
    {
        ofTransaction.Remove(result);
        return ValueTask.FromResult(result);
    }

    private void See(DbContext db)
    {
        List<JobCall> found =
        [
            .. from entry in db.ChangeTracker.Entries()
               where entry.State is EntityState.Added or EntityState.Modified
               from trigger in triggers[entry.Entity.GetType()]
               let call = trigger.Call(entry.Entity)
               where call is not null
               select call,
        ];
        ofSave.Remove(db);
        if (found.Count > 0)
        {
            ofSave.Add(db, found);
        }
    }

    private void Saved(DbContext db)
    {
        if (!ofSave.TryGetValue(db, out var found))
        {
            return;
        }

        ofSave.Remove(db);
        if (db.Database.CurrentTransaction?.GetDbTransaction() is { } transaction)
        {
            ofTransaction.GetOrCreateValue(transaction).AddRange(found);
        }
        else
        {
            Call(found);
        }
    }

    private void Committed(DbTransaction transaction)
    {
        if (ofTransaction.TryGetValue(transaction, out var found))
        {
            ofTransaction.Remove(transaction);
            Call(found);
        }
    }

    private void Call(IEnumerable<JobCall> found)
    {
        foreach (var call in found.Distinct())
        {
            calls.Add(call);
        }
    }
}
