using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using WorkOrders.Events.Notices;
using WorkOrders.Shared;

namespace WorkOrders.Events;

/// <summary>Interceptor: adds the messages of changed entities to the save, and writes its events to the outbox.</summary>
internal sealed class SaveEvents : SaveChangesInterceptor
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
        var events = new EventsOfSave();
        foreach (var entry in db.ChangeTracker.Entries().ToList())
        {
            TakeNotices(db, entry.Entity, events);
            SeeRecords(entry.Entity, events);
            if (entry.State == EntityState.Added)
            {
                events.See(entry.Entity);
            }
        }

        db.AddRange(events.ToWrite.ToList());
    }

    private static void TakeNotices(DbContext db, object entity, EventsOfSave events)
    {
        if (entity is INotifying { NewNotices: { Count: > 0 } notices })
        {
            db.AddRange(notices);
            foreach (var notice in notices)
            {
                events.See(notice);
            }

            notices.Clear();
        }
    }

    // Works in any interceptor order: a record is found on its entity, or already added to the save.
    private static void SeeRecords(object entity, EventsOfSave events)
    {
        foreach (var record in (entity as IRecorded)?.NewRecords ?? [])
        {
            events.See(record);
        }
    }
}
