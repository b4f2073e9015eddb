using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using WorkOrders.AccessRecords;
using WorkOrders.Database;
using WorkOrders.Desk.Filters;
using WorkOrders.Desk.Reading;
using WorkOrders.Desk.Table;
using WorkOrders.Import;
using WorkOrders.Shared;
using WorkOrders.Sheets;

namespace WorkOrders.Export;

/// <summary>导出: the list as the user sees it, with their columns and masking, streamed while it is read.</summary>
public sealed class OrderExport(
    IDbContextFactory<AppDb> factory, DeskDirectory directory, AccessWriter access, TimeProvider time, IStringLocalizer<Text> text)
{
    public const string Path = "/work-orders/export";

    /// <summary>Marks a workbook as an export, not a template.</summary>
    public const string Kind = "work-orders-export";

    private const double PixelsPerCharacter = 7;

    /// <summary>The export URL of this list, or of only these orders.</summary>
    public static string AddressOf(WorkOrderFilter filter, params IEnumerable<string> numbers)
    {
        ArgumentNullException.ThrowIfNull(filter);
        var chosen = string.Join(',', numbers);
        return Path + filter.WithOpen(null).WithPage(1).ToQuery() + (chosen.Length == 0 ? "" : "&numbers=" + chosen);
    }

    /// <summary>
    /// Writes the file, on record, and returns the number of exported rows. The caller has counted the numbers in the filter as look-ups; <paramref name="found"/> tells it that there is a first row, before that is sent.
    /// </summary>
    public async Task<long> WriteAsync(
        Stream stream, WorkOrderFilter filter, IReadOnlyCollection<string> numbers, CurrentUser me, Func<Task>? found, CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        filter = filter.Listed(await directory.NamesAsync(cancellation));
        await using var db = await factory.CreateDbContextAsync(cancellation);
        var columns = (await db.DeskLayoutOfAsync(me.Id, cancellation)).Columns;
        var titles = columns.Select(c => new SheetColumn(text[c.Column.Label], c.Width / PixelsPerCharacter, FormatOf(c.Column))).ToList();
        var sheet = new SheetWriter(text["工单"], titles, new SheetMark(Kind, "1"));
        await access.ExportAsync(
            OrderExportActions.Exported,
            me,
            await WhatAsync(filter, numbers, columns, cancellation),
            () => sheet.Rows,
            async () => await sheet.WriteAsync(stream, RowsAsync(db, await OrdersAsync(db, filter, numbers, me, now, cancellation), columns, found, cancellation), cancellation));
        return sheet.Rows;
    }

    private async IAsyncEnumerable<IReadOnlyList<object?>> RowsAsync(
        AppDb db, IQueryable<WorkOrder> orders, IReadOnlyList<ShownColumn> columns, Func<Task>? found, [EnumeratorCancellation] CancellationToken cancellation)
    {
        // The database may need a long time to sort before it returns the first row.
        db.Database.SetCommandTimeout(TimeSpan.FromMinutes(10));
        var names = await directory.NamesAsync(cancellation);
        var texts = new DeskTexts(text, time.GetUtcNow());
        var values = new object?[columns.Count];
        await foreach (var row in orders.Select(WorkOrderRow.Projection).AsAsyncEnumerable().WithCancellation(cancellation))
        {
            if (found is not null)
            {
                await found();
                found = null;
            }

            row.Name(names);
            for (var i = 0; i < values.Length; i++)
            {
                values[i] = Value(columns[i].Column, row, texts);
            }

            yield return values;
        }
    }

    private static SheetFormat FormatOf(DeskColumn column) => column switch
    {
        { Time: not null } => SheetFormat.Time,
        { Identifier: not null } => SheetFormat.Masked,
        _ => SheetFormat.Text,
    };

    private static object? Value(DeskColumn column, WorkOrderRow row, DeskTexts texts) => column switch
    {
        { Time: { } at } => at(row),
        { Identifier: { } identifier } => identifier(row),
        _ => column.Cell(row, texts).Text,
    };

    private static async Task<IQueryable<WorkOrder>> OrdersAsync(
        AppDb db, WorkOrderFilter filter, IReadOnlyCollection<string> numbers, CurrentUser me, DateTimeOffset now, CancellationToken cancellation)
    {
        var visible = db.WorkOrders.AsNoTracking().VisibleTo(me);
        var orders = numbers.Count > 0 ? visible.Where(o => numbers.Contains(o.Number)) : filter.Apply(visible, me, now);

        // As on the page: some columns are sorted only up to this number of matching orders.
        var isSorted = filter.Sort.IsAlwaysOffered() || await orders.Select(o => o.Id).Take(DeskPage.Cap + 1).CountAsync(cancellation) <= DeskPage.Cap;
        return isSorted ? orders.SortedBy(filter.Sort, filter.Ascending) : orders.SortedBy(DeskSort.CreatedAt, ascending: false);
    }

    private async Task<List<FieldChange?>> WhatAsync(
        WorkOrderFilter filter, IReadOnlyCollection<string> numbers, IReadOnlyList<ShownColumn> columns, CancellationToken cancellation)
    {
        FieldChange?[] which = numbers.Count > 0
            ? [FieldChange.Between(OrderExportActions.Orders, null, string.Join(' ', numbers))]
            : [FieldChange.Between(OrderExportActions.View, null, filter.View), .. filter.Applied(OrderExportActions.Filter, await directory.NamesAsync(cancellation))];
        return [.. which, FieldChange.Between(OrderExportActions.Columns, null, columns.Select(c => c.Column)), FieldChange.Between(OrderExportActions.IsMasked, null, true)];
    }
}
