using WorkOrders.Customers.Customer360;
using WorkOrders.Customers.Customer360.Json;
using WorkOrders.Database;
using WorkOrders.Defaults.Cases;
using WorkOrders.Shared;

namespace WorkOrders.Defaults.OfCustomer;

/// <summary>违约 of the 360° view in the JSON API.</summary>
internal sealed class DefaultSection : ICustomerSection
{
    public string Name => "defaults";

    public async Task<CustomerSectionPart> ReadAsync(AppDb db, CustomerOnPage customer, CurrentUser me, CancellationToken token)
    {
        var read = await CasesOfCustomer.ReadAsync(db, customer.Id, me, token);
        return new(read.Cases.Count, read.Hidden.Count, [.. read.Cases.Take(CustomerSectionPart.Most).Select(Line)])
        {
            State = read.State?.ToString().ToUpperInvariant(),
        };
    }

    private static object Line(CaseRow row) => new CaseJson(row.Key.Kind == CaseKind.Renewal, row.Key.Id, row.Status, row.Applicant, row.CreatedAt, row.DecidedBy, row.DecidedAt);

    private sealed record CaseJson(
        bool IsRenewal, long Id, DecisionStatus Status, string Applicant, DateTimeOffset CreateTime, string? Approver, DateTimeOffset? ApproveTime);
}
