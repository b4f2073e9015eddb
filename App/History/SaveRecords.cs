using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using WorkOrders.Shared;

namespace WorkOrders.History;

/// <summary>Interceptor: adds the new operation records of entities to the save. When a save is retried, they are already in the context.</summary>
internal sealed class SaveRecords : SaveChangesInterceptor
{
    public override InterceptionResult<int> SavingChanges(DbContextEventData eventData, InterceptionResult<int> result)
    {
        Take(eventData.Context!);
        return result;
    }

    public override ValueTask<InterceptionResult<int>> SavingChangesAsync(
        DbContextEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
    {
        Take(eventData.Context!);
        return ValueTask.FromResult(result);
    }

    private static void Take(DbContext db)
    {
        foreach (var entity in db.ChangeTracker.Entries<IRecorded>().Select(entry => entry.Entity).Where(entity => entity.NewRecords.Count > 0).ToList())
        {
            db.AddRange(entity.NewRecords);
            entity.NewRecords.Clear();
        }
    }
}
