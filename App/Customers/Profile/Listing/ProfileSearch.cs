using Microsoft.EntityFrameworkCore;
using WorkOrders.Database;
using WorkOrders.Shared;
using WorkOrders.Ui;

namespace WorkOrders.Customers.Profile.Listing;

/// <summary>Ctrl+K search: customers by the beginning of the name, complete telephone or ID number, also a former one, or tax id.</summary>
internal sealed class ProfileSearch : ISearchProvider
{
    private const int Most = 5;
    private const int ShortestName = 2;

    /// <inheritdoc/>
    public async Task<IReadOnlyList<SearchHit>> FindAsync(AppDb db, string text, SearchedNumber number, CurrentUser me, CancellationToken cancellation = default)
    {
        if (!me.May(Permission.ReadCustomers) || ComparisonForm.OfName(Normalise.Text(text)) is not { Length: >= ShortestName and <= Customer.NameLength } name)
        {
            return [];
        }

        var ((id, phone), tax) = (number, CreditCode.Parse(text));
        var visible = db.Customers.AsNoTracking().VisibleTo(me);
        var former = db.FormerValues.AsNoTracking();
        return (id, phone, tax) switch
        {
            (not null, _, _) =>
            [
                .. await HitsAsync(visible.Where(c => c.IdNumberKey == id), "身份证号", true, cancellation),
                .. await FormerHitsAsync(visible, former.Where(f => f.IdNumberKey == id && f.Field == CustomerFields.IdNumber), "曾用身份证号", cancellation),
            ],
            (_, not null, _) =>
            [
                .. await HitsAsync(visible.Where(c => c.PhoneKey == phone), "电话", true, cancellation),
                .. await FormerHitsAsync(visible, former.Where(f => f.PhoneKey == phone && f.Field == CustomerFields.Phone), "曾用电话", cancellation),
            ],
            (_, _, not null) => await HitsAsync(visible.Where(c => c.TaxId == tax), "企业税号", false, cancellation),
            _ => await HitsAsync(visible.Where(c => c.NameKey.StartsWith(name)), "客户名称", false, cancellation),
        };
    }

    private static async Task<List<SearchHit>> FormerHitsAsync(IQueryable<Customer> visible, IQueryable<FormerValue> former, string matched, CancellationToken cancellation)
    {
        var owners = await former.Select(f => f.CustomerId).Distinct().Take(Most).ToListAsync(cancellation);
        return owners.Count == 0 ? [] : await HitsAsync(visible.Where(c => owners.Contains(c.Id)), matched, true, cancellation);
    }

    private static async Task<List<SearchHit>> HitsAsync(IQueryable<Customer> found, string matched, bool isByNumber, CancellationToken cancellation)
    {
        var rows = await found.OrderBy(c => c.NameKey).ThenBy(c => c.Id).Take(Most).Select(c => new { c.Id, c.Name, c.Phone, c.Status }).ToListAsync(cancellation);
        return rows.ConvertAll(c => new SearchHit(
            c.Name, c.Status.Text(), c.Status.Mark(), c.Phone?.Masked, matched, _ => FormattableString.Invariant($"/customers/{c.Id}"))
        {
            IsByNumber = isByNumber,
        });
    }
}
