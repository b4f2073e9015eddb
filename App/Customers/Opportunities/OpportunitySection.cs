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
        var read = await OpportunitiesOfCustomer.ReadAsync(db, customer.Id, CustomerSectionPart.Most, me, token);
        return new(read.Count, 0, [.. read.Rows.Select(o => new OpportunityLine(o.Id, o.Name, o.Amount, CustomerJson.Word(o.Stage), o.ExpectedClose, o.LostReason))]);
    }

    private sealed record OpportunityLine(long Id, string Name, decimal Amount, string Stage, DateOnly ExpectedClose, FreeText? LostReason);
}
