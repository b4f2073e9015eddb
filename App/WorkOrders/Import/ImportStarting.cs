using Microsoft.EntityFrameworkCore;
using WorkOrders.Database;
using WorkOrders.Database.Sql;
using WorkOrders.Import.Reading;
using WorkOrders.Shared;
using WorkOrders.Taxonomy;

namespace WorkOrders.Import;

/// <summary>Starting an import, and counting its duplicates anew when an import of the same content has ended since.</summary>
public static class ImportStarting
{
    private const int Chunk = 2_000;

    /// <summary>导入 or 继续 of one's own import; looks again for the same content. When it is refused for that, the preview is counted anew.</summary>
    public static async Task<Outcome> StartAsync(this AppDb db, long id, ImportChoice choice, CurrentUser me, DateTimeOffset now)
    {
        await using var transaction = await db.Database.BeginTransactionAsync();
        if (await db.OrderImports.FirstOrDefaultAsync(i => i.Id == id && i.OwnerId == me.Id) is not { } import)
        {
            return Outcome.Missing("没有找到记录，或您无权查看");
        }

        // Of two windows that start the same content at once, the second sees the first.
        await NameLock.HoldAsync(db, "import", import.ContentHash!);
        var same = await SameContent.FindAsync(db, import);
        var started = import.Start(choice, same, me, now);
        if (started.IsRefused && import.IsOutdated(same))
        {
            await CountAsync(db, import, same!, me, now);
            if (await db.TrySaveAsync())
            {
                await transaction.CommitAsync();
            }

            return started;
        }

        var outcome = await db.SaveUnlessRefusedAsync(started);
        if (!outcome.IsRefused)
        {
            await transaction.CommitAsync();
        }

        return outcome;
    }

    /// <summary>Counts the duplicates of one's own waiting import anew, if an import of the same content has ended since they were counted.</summary>
    public static async Task<Outcome> RecountAsync(this AppDb db, long id, CurrentUser me, DateTimeOffset now)
    {
        await using var transaction = await db.Database.BeginTransactionAsync();
        if (await db.OrderImports.FirstOrDefaultAsync(i => i.Id == id && i.OwnerId == me.Id) is not { } import)
        {
            return Outcome.Missing("没有找到记录，或您无权查看");
        }

        if (await SameContent.FindAsync(db, import) is not { } same || !import.IsOutdated(same))
        {
            return Outcome.Done;
        }

        await CountAsync(db, import, same, me, now);
        var outcome = await db.SaveUnlessRefusedAsync(Outcome.Done);
        if (!outcome.IsRefused)
        {
            await transaction.CommitAsync();
        }

        return outcome;
    }

    private static async Task CountAsync(AppDb db, OrderImport import, SameContent same, CurrentUser me, DateTimeOffset now)
    {
        var (lists, duplicates) = (await OrderLists.ReadAsync(db), new ImportDuplicates(db, me));
        var (count, hidden) = (0, 0);
        for (var last = 0; ;)
        {
            var rows = await db.OrderImportRows.Where(r => r.ImportId == import.Id && r.Problems == null && r.Row > last).OrderBy(r => r.Row).Take(Chunk).ToListAsync();
            if (rows.Count == 0)
            {
                break;
            }

            last = rows[^1].Row;

            // What is no longer valid is refused by the import.
            var good = rows.ConvertAll(r => (Row: r, Check: r.Read().Check(lists, [], now))).FindAll(r => r.Check.IsGood);
            var found = await duplicates.FindAsync(good.ConvertAll(r => (r.Row.Row, r.Row.IsHidden, r.Check.Fields)), CancellationToken.None);
            good.ForEach(r => r.Row.Meet(found.GetValueOrDefault(r.Row.Row)));
            count += rows.Count(r => r.Duplicate is not null);
            hidden += rows.Count(r => r.IsHiddenDuplicate);
            await db.SaveChangesAsync();
            rows.ForEach(r => db.Entry(r).State = EntityState.Detached);
        }

        import.Recount(count, hidden, same.EndedAt);
    }
}
