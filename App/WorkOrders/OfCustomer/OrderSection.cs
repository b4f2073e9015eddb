using WorkOrders.Customers.Customer360;
using WorkOrders.Customers.Customer360.Json;
using WorkOrders.Database;
using WorkOrders.Shared;

namespace WorkOrders.OfCustomer;

/// <summary>工单 of the 360° view in the JSON API.</summary>
internal sealed class OrderSection : ICustomerSection
{
    public string Name => "workOrders";

    public async Task<CustomerSectionPart> ReadAsync(AppDb db, CustomerOnPage customer, CurrentUser me, CancellationToken token)
    {
        var read = await OrdersOfCustomer.ReadAsync(db, customer, CustomerSectionPart.Most, me, token);
        return new(read.Total, read.Hidden, [.. read.Rows.Select(o => new OrderLine(o.Number, o.ProblemType, o.Status, o.CreatedAt, o.SettledAt))]);
    }

    private sealed record OrderLine(string Number, string? ProblemType, WorkOrderStatus Status, DateTimeOffset CreateTime, DateTimeOffset? SettleTime);
}
