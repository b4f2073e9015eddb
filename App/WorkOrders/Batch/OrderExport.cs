using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using WorkOrders.Desk;
using WorkOrders.Shared;
using WorkOrders.Shared.Sheets;

namespace WorkOrders.Batch;

/// <summary>导出: the desk as somebody sees it, with his columns and masked like his list, written while it is read.</summary>
public sealed class OrderExport(IDbContextFactory<AppDb> factory, DeskDirectory directory, TimeProvider time, IStringLocalizer<Text> text)
{
    public const string Path = "/work-orders/export";

    /// <summary>Says of a workbook that it is an export, not a template.</summary>
    public const string Kind = "work-orders-export";

    private const double PixelsPerCharacter = 7;

    /// <summary>Where the list of this address is exported, or only these orders of it.</summary>
    public static string AddressOf(WorkOrderFilter filter, params IEnumerable<string> numbers)
    {
        ArgumentNullException.ThrowIfNull(filter);
        var chosen = string.Join(',', numbers);
        return Path + filter.WithOpen(null).WithPage(1).ToQuery() + (chosen.Length == 0 ? "" : "&numbers=" + chosen);
    }

    /// <summary>Two records stand for an export: one before anything leaves, one with how many rows left, also when it was broken off.</summary>
    public async Task WriteAsync(Stream stream, WorkOrderFilter filter, IReadOnlyCollection<string> numbers, CurrentUser me, CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        await using var db = await factory.CreateDbContextAsync(cancellation);
        var columns = (await LayoutAsync(db, me, cancellation)).Columns;
        await RecordAsync("导出工单", me, now, await WhatAsync(filter, numbers, columns, cancellation));
        var titles = columns.Select(c => new SheetColumn(text[c.Column.Label], c.Width / PixelsPerCharacter)).ToList();
        await using var sheet = await SheetWriter.CreateAsync(stream, text["工单"], titles, new SheetMark(Kind, "1"), cancellation: cancellation);
        var isWhole = false;
        try
        {
            await RowsAsync(db, sheet, await OrdersAsync(db, filter, numbers, me, now, cancellation), columns, cancellation);
            await sheet.FinishAsync(cancellation);
            isWhole = true;
        }
        finally
        {
            await RecordAsync(isWhole ? "导出完成" : "导出中断", me, time.GetUtcNow(), [FieldChange.Between("行数", null, sheet.Rows)]);
        }
    }

    private async Task RowsAsync(AppDb db, SheetWriter sheet, IQueryable<WorkOrder> orders, IReadOnlyList<ShownColumn> columns, CancellationToken cancellation)
    {
        // The database may sort for a while before the first row.
        db.Database.SetCommandTimeout(TimeSpan.FromMinutes(10));
        var names = await directory.NamesAsync(cancellation);
        var texts = new DeskTexts(text, time.GetUtcNow());
        var cells = new SheetCell[columns.Count];
        await foreach (var row in orders.Select(WorkOrderRow.Projection).AsAsyncEnumerable().WithCancellation(cancellation))
        {
            row.Name(names);
            for (var i = 0; i < cells.Length; i++)
            {
                cells[i] = Cell(columns[i].Column, row, texts);
            }

            await sheet.WriteAsync(cells, cancellation);
        }
    }

    private static SheetCell Cell(DeskColumn column, WorkOrderRow row, DeskTexts texts) => column switch
    {
        { Time: { } at } => SheetCell.At(at(row)),
        { Identifier: { } identifier } => SheetCell.Masked(identifier(row)),
        _ => column.Cell(row, texts).Text,
    };

    private static async Task<IQueryable<WorkOrder>> OrdersAsync(
        AppDb db, WorkOrderFilter filter, IReadOnlyCollection<string> numbers, CurrentUser me, DateTimeOffset now, CancellationToken cancellation)
    {
        var visible = db.WorkOrders.AsNoTracking().VisibleTo(me);
        var orders = numbers.Count > 0 ? visible.Where(o => numbers.Contains(o.Number)) : filter.Apply(visible, me, now);

        // As on the screen: other columns are sorted only while so many match.
        var isSorted = filter.Sort.IsAlwaysOffered() || await orders.Select(o => o.Id).Take(DeskPage.Cap + 1).CountAsync(cancellation) <= DeskPage.Cap;
        return isSorted ? orders.SortedBy(filter.Sort, filter.Ascending) : orders.SortedBy(DeskSort.CreatedAt, ascending: false);
    }

    private static async Task<DeskLayout> LayoutAsync(AppDb db, CurrentUser me, CancellationToken cancellation) => DeskLayout.Parse(
        await db.UserPreferences.Where(p => p.UserId == me.Id && p.Key == DeskLayout.PreferenceKey).Select(p => p.Value).FirstOrDefaultAsync(cancellation));

    // Records are kept in Chinese whatever language the person reads, like every other.
    private async Task<List<FieldChange?>> WhatAsync(WorkOrderFilter filter, IReadOnlyCollection<string> numbers, IReadOnlyList<ShownColumn> columns, CancellationToken cancellation)
    {
        var chips = filter.Chips(await directory.NamesAsync(cancellation))
            .Select(chip => chip.Values.Count == 0 ? chip.Label : $"{chip.Label}：{string.Join('、', chip.Values.Select(v => v is Enum e ? e.Text() : v))}");
        return
        [
            FieldChange.Between("视图", null, numbers.Count > 0 ? null : filter.View.Name()),
            FieldChange.Between("筛选条件", null, numbers.Count > 0 || !filter.HasFilters ? null : string.Join("；", chips)),
            FieldChange.Between("所选工单", null, numbers.Count > 0 ? string.Join(' ', numbers) : null),
            FieldChange.Between("列", null, string.Join('、', columns.Select(c => c.Column.Label))),
            FieldChange.Between("脱敏", null, "是"),
        ];
    }

    private async Task RecordAsync(string action, CurrentUser me, DateTimeOffset now, IEnumerable<FieldChange?> changes)
    {
        await using var db = await factory.CreateDbContextAsync(CancellationToken.None);
        db.Add(OperationRecord.Of(me, now, OperationSubject.Export, "WorkOrders", action, [.. changes.OfType<FieldChange>()]));
        await db.SaveChangesAsync(CancellationToken.None);
    }
}
