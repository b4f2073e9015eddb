using Microsoft.EntityFrameworkCore;
using WorkOrders.Customers.Import.Reading;
using WorkOrders.Database;
using WorkOrders.Shared;
using WorkOrders.Sheets;

namespace WorkOrders.Customers.Import;

/// <summary>What the page 导入客户 shows.</summary>
/// <param name="History">The latest uploads of the user.</param>
/// <param name="Current">The upload that is open.</param>
public sealed record CustomerImportState(IReadOnlyList<CustomerImport> History, CustomerImport? Current)
{
    private const int HistoryLength = 20;
    private const int ShownRows = 20;

    /// <summary>The first rows that violate a rule.</summary>
    public IReadOnlyList<CustomerImportRow> Problems { get; private init; } = [];

    /// <summary>The first rows that repeat an earlier row or a customer.</summary>
    public IReadOnlyList<CustomerImportRow> Duplicates { get; private init; } = [];

    /// <summary>The first valid rows with a value that is probably wrong.</summary>
    public IReadOnlyList<CustomerImportRow> Hints { get; private init; } = [];

    /// <summary>The first rows that wait to make a customer.</summary>
    public IReadOnlyList<CustomerImportRow> Good { get; private init; } = [];

    public RepeatedCustomers? Names { get; private init; }

    /// <summary>Something that is shown changes without the user.</summary>
    public bool IsMoving => History.Any(i => i.Status == ImportStatus.Running) || Current?.Status == ImportStatus.Running;

    public static async Task<CustomerImportState> ReadAsync(AppDb db, long? id, CurrentUser me, CancellationToken token)
    {
        var mine = db.CustomerImports.AsNoTracking().Where(i => i.OwnerId == me.Id);
        var history = await mine.OrderByDescending(i => i.Id).Take(HistoryLength).ToListAsync(token);
        var current = id is null ? null : history.FirstOrDefault(i => i.Id == id) ?? await mine.FirstOrDefaultAsync(i => i.Id == id, token);
        if (current is null)
        {
            return new CustomerImportState(history, null);
        }

        var rows = db.CustomerImportRows.AsNoTracking().Where(r => r.ImportId == current.Id).OrderBy(r => r.Row);
        var duplicates = await rows.Where(r => r.Problems == null && r.SameField != null).Take(ShownRows).ToListAsync(token);
        return new CustomerImportState(history, current)
        {
            Problems = await rows.Where(r => r.Problems != null).Take(ShownRows).ToListAsync(token),
            Duplicates = duplicates,
            Hints = current.HintRows == 0 ? [] : await rows.Where(r => r.Hints != null).Take(ShownRows).ToListAsync(token),
            Good = current.Status == ImportStatus.Done
                ? []
                : await rows.Where(r => r.Problems == null && r.SameField == null).Take(ShownRows).ToListAsync(token),
            Names = await RepeatedCustomers.ReadAsync(db, duplicates, token),
        };
    }
}
