using System.Globalization;
using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using WorkOrders.AccessRecords;
using WorkOrders.Database;
using WorkOrders.Shared;
using WorkOrders.Sheets;
using WorkOrders.Ui.Lists;

namespace WorkOrders.Customers.Profile.Listing;

/// <summary>导出 of 客户档案: all pages of the list, masked, streamed and on record.</summary>
public sealed class CustomerExport(IDbContextFactory<AppDb> factory, AccessWriter access, IStringLocalizer<Text> text)
{
    /// <summary>Writes the file and returns the number of customers. The caller has counted the numbers in the filter; <paramref name="found"/> tells it of the first row.</summary>
    public async Task<long> WriteAsync(Stream stream, CustomerQuery query, CurrentUser me, Func<Task> found, CancellationToken cancellation)
    {
        SheetColumn[] columns =
        [
            new(text["客户编号"], 12),
            .. CustomerFields.All.Select(field => new SheetColumn(text[field.Name.Text], 18, field.IsMasked ? SheetFormat.Masked : SheetFormat.Text)),
            new(text["状态"], 10), new(text["最后跟进"], 18, SheetFormat.Time), new(text["下次联系"], 12),
        ];
        var sheet = new SheetWriter(text["客户档案"], columns, new SheetMark("customers-export", "1"));
        await access.ExportAsync(
            CustomerExportActions.Exported,
            me,
            CustomerExportActions.Filter(query.FilterFor(me)),
            () => sheet.Rows,
            () => sheet.WriteAsync(stream, RowsAsync(query, me, found, cancellation), cancellation));
        return sheet.Rows;
    }

    private async IAsyncEnumerable<IReadOnlyList<object?>> RowsAsync(
        CustomerQuery query, CurrentUser me, Func<Task> found, [EnumeratorCancellation] CancellationToken cancellation)
    {
        await using var db = await factory.CreateDbContextAsync(cancellation);

        // The database may need a long time before it returns the first row.
        db.Database.SetCommandTimeout(TimeSpan.FromMinutes(10));
        var visible = db.Customers.AsNoTracking().VisibleTo(me);
        var filter = await query.FilterFor(me).ByNameAsync(visible, cancellation);
        var rows = filter.Apply(visible).InOrder(query.EffectiveSort, query.IsAscending).Select(c => new { Customer = c, Owner = c.Owner!.DisplayName });
        var isFirst = true;
        await foreach (var row in rows.AsAsyncEnumerable().WithCancellation(cancellation))
        {
            if (isFirst)
            {
                await found();
                isFirst = false;
            }

            var (customer, values) = (row.Customer, row.Customer.Values);
            yield return
            [
                customer.Id.ToString(CultureInfo.InvariantCulture),
                .. CustomerFields.All.Select(field => field.Kind == CustomerFieldKind.Owner ? row.Owner : Cell(field.Get(values))),
                text[customer.Status.Text()].Value, customer.LastFollowUpAt, ListAddress.Of(customer.NextContactOn),
            ];
        }
    }

    private object? Cell(object? value) => value switch
    {
        Enum member => text[member.Text()].Value,
        Sensitive sensitive => sensitive.Masked,
        _ => value,
    };
}
