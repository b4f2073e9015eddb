using Microsoft.EntityFrameworkCore;
using WorkOrders.Customers.Customer360;
using WorkOrders.Customers.Customer360.Json;
using WorkOrders.Database;
using WorkOrders.Shared;

namespace WorkOrders.Customers.Opportunities;

/// <summary>商机 in the JSON of the 360° view.</summary>
internal sealed class OpportunitySection : ICustomerSection
{
    public string Name => "opportunities";

    public async Task<CustomerSectionPart> ReadAsync(AppDb db, CustomerOnPage customer, CurrentUser me, CancellationToken token)
    {
        var found = db.Opportunities.AsNoTracking().OfVisible(db.Customers, me).Where(o => o.CustomerId == customer.Id);
        var rows = await found.OrderByDescending(o => o.Id).Take(CustomerSectionPart.Most).Select(OpportunityRow.Projection).ToListAsync(token);
        return new(
            rows.Count < CustomerSectionPart.Most ? rows.Count : await found.CountAsync(token),
            0,
            [.. rows.Select(o => new OpportunityLine(o.Id, o.Name, o.Amount, CustomerJson.Word(o.Stage), o.ExpectedClose, o.LostReason))]);
    }

    private sealed record OpportunityLine(long Id, string Name, decimal Amount, string Stage, DateOnly ExpectedClose, FreeText? LostReason);
}
