using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using WorkOrders.AccessRecords;
using WorkOrders.Database;
using WorkOrders.Shared;
using WorkOrders.Sheets;
using WorkOrders.Taxonomy;

namespace WorkOrders.Import.Reading;

/// <summary>The refused rows of an import as a workbook with reasons, to correct and upload again. Only for the person who uploaded them, and on record.</summary>
public sealed class RefusedRows(IDbContextFactory<AppDb> factory, OrderListsCache cache, AccessWriter access, IStringLocalizer<Text> text)
{
    public const string Path = "/work-orders/import/refused";

    public static string AddressOf(long id) => $"{Path}?id={id}";

    /// <summary>The import, if it belongs to this person and has refused rows.</summary>
    public async Task<OrderImport?> FindAsync(long? id, CurrentUser me, DateTimeOffset now)
    {
        await using var db = await factory.CreateDbContextAsync();
        return await db.OrderImports.AsNoTracking().FirstOrDefaultAsync(i => i.Id == id && i.OwnerId == me.Id) is { } import && import.HasRefused(now) ? import : null;
    }

    public async Task WriteAsync(Stream stream, OrderImport import, CurrentUser me, CancellationToken cancellation)
    {
        var mark = BatchTemplate.MarkOf(await cache.GetAsync(cancellation));
        SheetColumn[] columns = [.. BatchTemplate.Columns.Select(c => new SheetColumn(c.Title, c.Width)), new(BatchTemplate.ReasonColumn, 60)];
        var sheet = new SheetWriter(BatchTemplate.Name, columns, mark);
        await access.ExportAsync(
            RefusedRowsActions.Exported,
            me,
            [FieldChange.Between(RefusedRowsActions.Import, null, import.Id), FieldChange.Between(ImportActions.File, null, import.FileName)],
            () => sheet.Rows,
            () => sheet.WriteAsync(stream, RowsAsync(import, cancellation), cancellation));
    }

    private async IAsyncEnumerable<IReadOnlyList<object?>> RowsAsync(OrderImport import, [EnumeratorCancellation] CancellationToken cancellation)
    {
        await using var db = await factory.CreateDbContextAsync(cancellation);
        var skipped = import is { SkipsDuplicates: true, Status: not ImportStatus.Checked };
        var hidden = import is { SkipsHidden: true, Status: not ImportStatus.Checked };
        var rows = db.OrderImportRows.AsNoTracking().Where(r => r.ImportId == import.Id && (r.Problems != null || (skipped && r.Duplicate != null)) && (!hidden || !r.IsHidden)).OrderBy(r => r.Row);
        await foreach (var row in rows.AsAsyncEnumerable().WithCancellation(cancellation))
        {
            // An empty text instead of nothing: what is typed into the cell stays text.
            yield return [.. row.Read().Cells.Select(c => c ?? ""), Reason(row)];
        }
    }

    private string Reason(OrderImportRow row) => row.Problems is null
        ? ImportTexts.Duplicate(row.Duplicate!, text)
        : string.Join('；', row.Errors().Select(e => e.In(text)));
}

/// <summary>Texts shared by the page and the workbook.</summary>
internal static class ImportTexts
{
    public static string Duplicate(string duplicate, IStringLocalizer<Text> text) =>
        duplicate[0] is ImportDuplicates.OfRow or ImportDuplicates.OfHiddenRow ? text["与第 {0} 行重复", duplicate[1..]] : text["与未结的工单 {0} 重复", duplicate];
}
