using Microsoft.EntityFrameworkCore;
using WorkOrders.Database;
using WorkOrders.Defaults.Cases;
using WorkOrders.Defaults.Cases.Page;
using WorkOrders.Shared;
using WorkOrders.Ui;

namespace WorkOrders.Defaults.InDefault;

/// <summary>Ctrl+K search: customers who are or were in default, by the beginning of the name, complete telephone or ID number.</summary>
internal sealed class DefaultSearch : ISearchProvider
{
    private const int Most = 5;
    private const int ShortestName = 2;

    /// <inheritdoc/>
    public async Task<IReadOnlyList<SearchHit>> FindAsync(AppDb db, string text, SearchedNumber number, CurrentUser me, CancellationToken cancellation = default)
    {
        if (!me.May(Permission.ReadDefaults) || ComparisonForm.OfName(Normalise.Text(text)) is not { Length: >= ShortestName and <= Customers.Customer.NameLength } name)
        {
            return [];
        }

        var (id, phone) = number;
        var customers = db.DefaultCustomers.AsNoTracking().InDefaultVisibleTo(me);
        var (found, matched) = (id, phone) switch
        {
            (not null, _) => (customers.Where(c => c.Customer.IdNumberKey == id), "身份证号"),
            (_, not null) => (customers.Where(c => c.Customer.PhoneKey == phone), "电话"),
            _ => (customers.Where(c => c.Customer.NameKey.StartsWith(name)), "客户名称"),
        };
        var hits = await found.OrderBy(c => c.Customer.NameKey).ThenBy(c => c.CustomerId).Take(Most)
            .Select(c => new { c.CustomerId, c.Customer.Name, c.Status }).ToListAsync(cancellation);
        return
        [
            .. hits.Select(h => new SearchHit(h.Name, h.Status.Text(), h.Status.Mark(), null, matched, _ => FormattableString.Invariant($"/defaults/customers/{h.CustomerId}"))
            {
                IsByNumber = number.Value is not null,
            }),
        ];
    }
}
