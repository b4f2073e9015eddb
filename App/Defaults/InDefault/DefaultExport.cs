using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using WorkOrders.AccessRecords;
using WorkOrders.Database;
using WorkOrders.Defaults.Cases;
using WorkOrders.LoanCore;
using WorkOrders.Shared;
using WorkOrders.Sheets;
using WorkOrders.Ui.Lists;

namespace WorkOrders.Defaults.InDefault;

/// <summary>导出 of customers in default, streamed and on record.</summary>
public sealed class DefaultExport(IDbContextFactory<AppDb> factory, AccessWriter access, IStringLocalizer<Text> text)
{
    private static readonly SheetColumn[] Columns =
    [
        new("客户编号", 12), new("客户名称", 30), new("违约状态", 10), new("违约原因", 40), new("严重程度", 10), new("申请人", 12), new("申请时间", 18, SheetFormat.Time),
        new("审核时间", 18, SheetFormat.Time), new("最新外部评级", 12), new("行业", 14), new("区域", 14),
    ];

    public async Task WriteAsync(Stream stream, DefaultFilter filter, CurrentUser me, CancellationToken cancellation)
    {
        var sheet = new SheetWriter(text["违约客户"], [.. Columns.Select(c => c with { Title = text[c.Title] })], new SheetMark("default-customers-export", "1"));
        await access.ExportAsync(
            DefaultExportActions.Exported,
            me,
            DefaultExportActions.Filter(filter, await ReasonAsync(filter, cancellation)),
            () => sheet.Rows,
            () => sheet.WriteAsync(stream, RowsAsync(filter, me, cancellation), cancellation));
    }

    private async Task<string?> ReasonAsync(DefaultFilter filter, CancellationToken cancellation)
    {
        await using var db = await factory.CreateDbContextAsync(cancellation);
        return filter.ReasonId is { } id ? await db.DefaultReasons.Where(r => r.Id == id).Select(r => r.Text).FirstOrDefaultAsync(cancellation) ?? "?" : null;
    }

    private async IAsyncEnumerable<IReadOnlyList<object?>> RowsAsync(
        DefaultFilter filter, CurrentUser me, [EnumeratorCancellation] CancellationToken cancellation)
    {
        await using var db = await factory.CreateDbContextAsync(cancellation);
        var reasons = await db.DefaultReasons.AsNoTracking().ToDictionaryAsync(r => r.Id, r => r.Text, cancellation);
        var rows = filter.Apply(db.DefaultCustomers.AsNoTracking().InDefaultVisibleTo(me)).NewestApplicationFirst();
        await foreach (var c in rows.Select(c => new
        {
            c.CustomerId,
            c.Customer.Name,
            c.Status,
            c.Customer.Industry,
            c.Customer.Region,
            Application = c.Application!,
            Applicant = c.Application!.Applicant.DisplayName,
            ReasonIds = c.Application.Reasons.Select(r => r.Id).ToList(),
        }).AsAsyncEnumerable().WithCancellation(cancellation))
        {
            yield return
            [
                c.CustomerId.ToString(System.Globalization.CultureInfo.InvariantCulture), c.Name, text[c.Status.Text()].Value,
                string.Join('；', c.ReasonIds.Order().Select(id => reasons[id])),
                text[c.Application.Severity.Text()].Value, c.Applicant, c.Application.CreatedAt, c.Application.DecidedAt,
                c.Application.LatestExternalRating,
                c.Industry ?? text[DefaultChange.Unclassified].Value, c.Region ?? text[DefaultChange.Unclassified].Value,
            ];
        }
    }
}
