using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using WorkOrders.AccessRecords;
using WorkOrders.Database;
using WorkOrders.Shared;
using WorkOrders.Sheets;

namespace WorkOrders.Customers.Import.Reading;

/// <summary>
/// The rows of an import that made no customer, as a workbook with reasons, to correct and upload again. Only for the person who uploaded them, and on record.
/// </summary>
public sealed class RefusedCustomers(IDbContextFactory<AppDb> factory, AccessWriter access, IStringLocalizer<Text> text)
{
    public const string Path = "/customers/import/refused";

    public static string AddressOf(long id) => $"{Path}?id={id}";

    /// <summary>The import, if it belongs to this person and has refused rows.</summary>
    public async Task<CustomerImport?> FindAsync(long? id, CurrentUser me, DateTimeOffset now)
    {
        await using var db = await factory.CreateDbContextAsync();
        var import = await db.CustomerImports.AsNoTracking().FirstOrDefaultAsync(i => i.Id == id && i.OwnerId == me.Id);
        return import?.HasRefused(now) == true ? import : null;
    }

    public async Task WriteAsync(Stream stream, CustomerImport import, CurrentUser me, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(import);
        SheetColumn[] columns = [.. CustomerTemplate.Columns.Select(c => new SheetColumn(c.Title, c.Width)), new(CustomerTemplate.ReasonColumn, 60)];
        var sheet = new SheetWriter(CustomerTemplate.Name, columns, CustomerTemplate.Mark);
        await access.ExportAsync(
            CustomerImportActions.RefusedExported,
            me,
            [FieldChange.Between(CustomerImportActions.Import, null, import.Id), FieldChange.Between(CustomerImportActions.File, null, import.FileName)],
            () => sheet.Rows,
            () => sheet.WriteAsync(stream, RowsAsync(import, cancellation), cancellation));
    }

    private async IAsyncEnumerable<IReadOnlyList<object?>> RowsAsync(CustomerImport import, [EnumeratorCancellation] CancellationToken cancellation)
    {
        await using var db = await factory.CreateDbContextAsync(cancellation);
        var rows = await db.CustomerImportRows.AsNoTracking()
            .Where(r => r.ImportId == import.Id && (r.Problems != null || (r.SameField != null && r.Row <= import.LastRow)))
            .OrderBy(r => r.Row).ToListAsync(cancellation);
        var names = await RepeatedCustomers.ReadAsync(db, rows, cancellation);
        foreach (var row in rows)
        {
            // An empty text instead of nothing: what is typed into the cell stays text.
            var reason = row.Problems is null ? names.ReasonOf(row, text) : string.Join('；', row.Errors().Select(e => e.In(text)));
            yield return [.. row.Read().Cells.Select(c => c ?? ""), reason];
        }
    }
}
