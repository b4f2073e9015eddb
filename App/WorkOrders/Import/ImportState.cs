using Microsoft.EntityFrameworkCore;
using WorkOrders.Database;
using WorkOrders.Shared;
using WorkOrders.Sheets;

namespace WorkOrders.Import;

/// <summary>What the page 批量建单 shows.</summary>
/// <param name="History">The latest uploads of the user.</param>
/// <param name="Current">The upload that is open.</param>
/// <param name="Problems">Its first rows that violate a rule.</param>
/// <param name="Duplicates">Its first duplicate rows.</param>
public sealed record ImportState(IReadOnlyList<OrderImport> History, OrderImport? Current, IReadOnlyList<OrderImportRow> Problems, IReadOnlyList<OrderImportRow> Duplicates)
{
    /// <summary>The first valid rows with a value that is probably wrong.</summary>
    public IReadOnlyList<OrderImportRow> Hints { get; private init; } = [];

    /// <summary>An earlier import of the same content, before this one is started.</summary>
    public SameContent? Same { get; private init; }

    /// <summary>An import of the same content has ended since the duplicates were counted.</summary>
    public bool IsOutdated => Current?.IsOutdated(Same) == true;

    /// <summary>Something that is shown changes without the user.</summary>
    public bool IsMoving => Same is { IsRunning: true } || History.Any(i => i.Status == ImportStatus.Running);

    private const int HistoryLength = 20;
    private const int ShownRows = 50;

    public static async Task<ImportState> ReadAsync(AppDb db, long? id, CurrentUser me, CancellationToken token)
    {
        var mine = db.OrderImports.AsNoTracking().Where(i => i.OwnerId == me.Id);
        var history = await mine.OrderByDescending(i => i.Id).Take(HistoryLength).ToListAsync(token);
        var current = id is null ? null : history.FirstOrDefault(i => i.Id == id) ?? await mine.FirstOrDefaultAsync(i => i.Id == id, token);
        if (current is null)
        {
            return new ImportState(history, null, [], []);
        }

        var rows = db.OrderImportRows.AsNoTracking().Where(r => r.ImportId == current.Id).OrderBy(r => r.Row);
        var problems = await rows.Where(r => r.Problems != null).Take(ShownRows).ToListAsync(token);
        List<OrderImportRow> duplicates = current.DuplicateRows == 0 ? [] : await rows.Where(r => r.Problems == null && r.Duplicate != null).Take(ShownRows).ToListAsync(token);
        return new ImportState(history, current, problems, duplicates)
        {
            Hints = current.HintRows == 0 ? [] : await rows.Where(r => r.Hints != null).Take(ShownRows).ToListAsync(token),
            Same = current.Status == ImportStatus.Checked ? await SameContent.FindAsync(db, current, token) : null,
        };
    }
}
