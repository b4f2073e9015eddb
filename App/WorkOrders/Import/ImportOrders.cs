using Microsoft.EntityFrameworkCore;
using WorkOrders.Database;
using WorkOrders.Database.Sql;
using WorkOrders.Dispatch;
using WorkOrders.DueTimes;
using WorkOrders.Events;
using WorkOrders.Import.Reading;
using WorkOrders.Jobs;
using WorkOrders.Shared;
using WorkOrders.Shared.People;
using WorkOrders.Sheets;
using WorkOrders.Staff;
using WorkOrders.Taxonomy;

namespace WorkOrders.Import;

/// <summary>
/// Creates the orders of started imports, one batch of each import in turn. Each batch and its progress are saved in one transaction. If a
/// node crashes, only its current batch is lost; the next run continues from there.
/// </summary>
public sealed class ImportOrders(IDbContextFactory<AppDb> factory, DailyNumbers numbers, OrderListsCache cache, DueTableCache dueTables, TimeProvider time) : IDueJob
{
    private const int Batch = 1_000;

    // A constant text: the query needs no conversion of a character.
    private const string OfHidden = "^";

    public async Task<int> RunAsync(CancellationToken stop)
    {
        var (failed, failures) = (new List<long>(), new List<Exception>());
        for (var created = 0; ;)
        {
            await using var db = await factory.CreateDbContextAsync(stop);
            var running = await db.OrderImports.Where(i => i.Status == ImportStatus.Running && !failed.Contains(i.Id)).OrderBy(i => i.Id).Select(i => i.Id).ToListAsync(stop);
            if (running.Count == 0)
            {
                return failed.Count == 0 ? created : throw new AggregateException(failures);
            }

            foreach (var id in running)
            {
                try
                {
                    created += await BatchAsync(id, stop);
                }
                catch (Exception exception) when (!stop.IsCancellationRequested)
                {
                    // A failed import does not block the others. The next run retries it.
                    failed.Add(id);
                    failures.Add(exception);
                }
            }
        }
    }

    public async Task<DateTimeOffset?> DueAsync(DateTimeOffset after, DateTimeOffset until, CancellationToken stop)
    {
        await using var db = await factory.CreateDbContextAsync(stop);
        return await db.OrderImports.Where(i => i.Status == ImportStatus.Running && i.At > after).MinAsync(i => (DateTimeOffset?)i.At, stop);
    }

    private async Task<int> BatchAsync(long id, CancellationToken stop)
    {
        await using var db = await factory.CreateDbContextAsync(stop);
        await using var transaction = await db.Database.BeginTransactionAsync(stop);
        var import = await db.OrderImports.SingleAsync(i => i.Id == id, stop);
        if (import.Status != ImportStatus.Running)
        {
            return 0;
        }

        var created = await CreateAsync(db, import, stop);
        if (!await db.TrySaveAsync(stop))
        {
            // The import was stopped at the same time. Discard this batch.
            return 0;
        }

        await transaction.CommitAsync(stop);
        return created;
    }

    private async Task<int> CreateAsync(AppDb db, OrderImport import, CancellationToken stop)
    {
        var now = time.GetUtcNow();
        var owner = await db.AssignableUsers().Include(u => u.GrantedRoles).FirstOrDefaultAsync(u => u.Id == import.OwnerId, stop);
        if (owner is null)
        {
            // The owner has left or is disabled. Do not create orders in their name.
            import.Stop(CurrentUser.Application, now);
            return 0;
        }

        var me = new CurrentUser(owner.Id, owner.DisplayName, owner.GrantedRoles.Select(r => r.Name!).ToHashSet(StringComparer.Ordinal), owner.Team);
        var waiting = db.OrderImportRows.Where(r => r.ImportId == import.Id && r.Row > import.LastRow && r.Problems == null
            && (!import.SkipsDuplicates || r.Duplicate == null || (import.SkipsHidden && r.Duplicate.StartsWith(OfHidden)))
            && (!import.SkipsHidden || !r.IsHidden));
        var rows = await waiting.AsNoTracking().OrderBy(r => r.Row).Take(Batch).ToListAsync(stop);
        if (rows.Count == 0)
        {
            import.Finish(me, now);
            return 0;
        }

        var (good, late) = await CheckAsync(db, import, me, rows, now, stop);
        var orders = await MakeAsync(good, import.Handler, owner, me, now, stop);
        if (import.Handler == ImportHandler.Automatic && orders.Count > 0)
        {
            await Dispatcher.GiveManyAsync(db, orders, now, stop);
        }

        await OrderBulk.WriteAsync(db, orders, [.. orders.SelectMany(o => o.NewRecords)], stop);
        db.UpdateRange(rows.Where(r => r.Problems is not null));
        db.UpdateRange(late);
        var done = rows.Where(r => r.Problems is null).Except(late).Select(r => r.Row).ToList();
        await db.OrderImportRows.Where(r => r.ImportId == import.Id && done.Contains(r.Row)).ExecuteDeleteAsync(stop);
        import.Advance(rows[^1].Row, orders.Count, rows.Count(r => r.Problems is not null), late.Count);
        if (orders.Count > 0)
        {
            // One event per batch is enough: every open desk refreshes its counts.
            db.Add(new OutboxEvent(LiveEvent.OrderChanged(orders[^1].Number), now));
        }

        return orders.Count;
    }

    // After the preview a value may have been disabled, and the same orders may have been made, for example from the same file in another window.
    private async Task<(List<WorkOrderFields> Good, List<OrderImportRow> Late)> CheckAsync(
        AppDb db, OrderImport import, CurrentUser me, List<OrderImportRow> rows, DateTimeOffset now, CancellationToken stop)
    {
        var good = await CheckAsync(rows, now);
        if (!import.SkipsDuplicates)
        {
            return (good.ConvertAll(g => g.Fields), []);
        }

        var made = await new ImportDuplicates(db, me).MadeAsync(good.ConvertAll(g => (g.Row.Row, g.Fields)), stop);
        var late = good.FindAll(g => made.ContainsKey(g.Row.Row)).ConvertAll(g => g.Row);
        late.ForEach(row => row.Meet(made[row.Row]));
        return (good.FindAll(g => !made.ContainsKey(g.Row.Row)).ConvertAll(g => g.Fields), late);
    }

    private async Task<List<(OrderImportRow Row, WorkOrderFields Fields)>> CheckAsync(List<OrderImportRow> rows, DateTimeOffset now)
    {
        var (lists, dueTable) = (await cache.GetAsync(), await dueTables.GetAsync());
        var good = new List<(OrderImportRow, WorkOrderFields)>(rows.Count);
        foreach (var row in rows)
        {
            var check = row.Read().Check(lists, [], now);
            row.Refuse(check.Errors);
            if (check.IsGood)
            {
                good.Add((row, check.Fields with { DueAt = dueTable.DueAt(check.Fields.ProblemTypeId, check.Fields.Priority, now) }));
            }
        }

        return good;
    }

    private async Task<List<WorkOrder>> MakeAsync(
        List<WorkOrderFields> good, ImportHandler handler, User owner, CurrentUser me, DateTimeOffset now, CancellationToken stop)
    {
        if (good.Count == 0)
        {
            return [];
        }

        var free = await numbers.TakeAsync(now, good.Count, stop);
        return [.. good.Select((fields, i) => WorkOrder.Create(free[i], fields, WorkOrderSource.Batch, handler == ImportHandler.Me ? owner : null, me, now))];
    }
}
