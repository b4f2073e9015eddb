using Microsoft.EntityFrameworkCore;
using WorkOrders.Database;
using WorkOrders.Database.Sql;
using WorkOrders.Shared;
using WorkOrders.Shared.People;

namespace WorkOrders.Import;

/// <summary>What a person chooses for a file before it is imported.</summary>
/// <param name="Handler">Who gets the orders.</param>
/// <param name="SkipDuplicates">Leaves out rows whose order exists.</param>
/// <param name="SkipHidden">Leaves out rows that are hidden in the sheet; null while it is not chosen.</param>
/// <param name="Again">Imports it although the same content was imported before.</param>
public sealed record ImportChoice(ImportHandler Handler, bool SkipDuplicates, bool? SkipHidden = null, bool Again = false);

/// <summary>Numbers of an upload: all rows, bad ones, and of the valid ones duplicates, without ID number, hidden, hidden duplicates (see <see cref="OrderImport.HiddenDuplicateRows"/>), with hints.</summary>
public sealed record ImportCounts(int Rows, int Bad, int Duplicates, int WithoutId, int Hidden = 0, int HiddenDuplicates = 0, int Hints = 0);

/// <summary>An earlier import of the same content, by anybody, that made orders or is making them.</summary>
public sealed record SameContent(string FileName, string By, DateTimeOffset At, int Imported)
{
    /// <summary>The latest one; null when there is none.</summary>
    public static Task<SameContent?> FindAsync(AppDb db, OrderImport import, CancellationToken token = default)
    {
        ArgumentNullException.ThrowIfNull(import);
        return db.OrderImports.AsNoTracking()
            .Where(i => i.ContentHash == import.ContentHash && i.Id != import.Id && (i.Imported > 0 || i.Status == ImportStatus.Running))
            .OrderByDescending(i => i.Id)
            .Join(db.Set<User>(), i => i.OwnerId, u => u.Id, (i, u) => new SameContent(i.FileName, u.DisplayName, i.At, i.Imported))
            .FirstOrDefaultAsync(token);
    }
}

/// <summary>Starting an import.</summary>
public static class ImportStarting
{
    /// <summary>导入 or 继续 of one's own import; looks again for the same content.</summary>
    public static async Task<Outcome> StartAsync(this AppDb db, long id, ImportChoice choice, CurrentUser me, DateTimeOffset now)
    {
        await using var transaction = await db.Database.BeginTransactionAsync();
        if (await db.OrderImports.FirstOrDefaultAsync(i => i.Id == id && i.OwnerId == me.Id) is not { } import)
        {
            return Outcome.Missing("没有找到记录，或您无权查看");
        }

        // Of two windows that start the same content at once, the second sees the first.
        await NameLock.HoldAsync(db, "import", import.ContentHash!);
        var outcome = await db.SaveUnlessRefusedAsync(import.Start(choice, await SameContent.FindAsync(db, import), me, now));
        if (!outcome.IsRefused)
        {
            await transaction.CommitAsync();
        }

        return outcome;
    }
}
