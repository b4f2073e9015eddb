using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using WorkOrders.Database;
using WorkOrders.Shared;

namespace WorkOrders.Customers.Import.Reading;

/// <summary>Says what a row repeats: names the customers that have the same values. Whoever may import sees all customers.</summary>
public sealed class RepeatedCustomers
{
    private readonly Dictionary<int, string> names;

    private RepeatedCustomers(Dictionary<int, string> names) => this.names = names;

    public static async Task<RepeatedCustomers> ReadAsync(AppDb db, IEnumerable<CustomerImportRow> rows, CancellationToken cancellation)
    {
        var ids = rows.Select(r => r.SameCustomerId).OfType<int>().Distinct().ToList();
        return new(ids.Count == 0 ? [] : await db.Customers.Where(c => ids.Contains(c.Id)).ToDictionaryAsync(c => c.Id, c => c.Name, cancellation));
    }

    public string ReasonOf(CustomerImportRow row, IStringLocalizer<Text> text)
    {
        ArgumentNullException.ThrowIfNull(row);
        ArgumentNullException.ThrowIfNull(text);
        var field = text[row.SameField!.Text].Value;
        return row.SameCustomerId is { } id
            ? text["{0}与客户 {1}（编号 {2}）的相同", field, names.GetValueOrDefault(id, ""), id]
            : text["{0}与第 {1} 行的相同", field, row.SameRow!];
    }
}
