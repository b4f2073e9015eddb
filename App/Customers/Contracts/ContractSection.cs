using WorkOrders.Customers.Customer360;
using WorkOrders.Customers.Customer360.Json;
using WorkOrders.Database;
using WorkOrders.Shared;

namespace WorkOrders.Customers.Contracts;

/// <summary>合同与回款 in the JSON of the 360° view; contracts of the loan core are not among them.</summary>
internal sealed class ContractSection(TimeProvider time) : ICustomerSection
{
    public string Name => "contracts";

    public async Task<CustomerSectionPart> ReadAsync(AppDb db, CustomerOnPage customer, CurrentUser me, CancellationToken token)
    {
        var read = await ContractsOfCustomer.ReadAsync(db, customer.Id, CustomerSectionPart.Most, me, time.GetUtcNow(), token);
        return new(read.Count, 0, [.. read.Rows.Select(ContractLine.Of)]);
    }

    private sealed record ContractLine(
        long Id, string Number, decimal Amount, DateOnly Signed, DateOnly? Ends, string State, IReadOnlyList<RepaymentLine> Repayments)
    {
        public static ContractLine Of(ContractRow c) => new(
            c.Id, c.Number, c.Amount, c.SignedOn, c.EndsOn, CustomerJson.Word(c.State),
            [.. c.Repayments.Select(r => new RepaymentLine(r.Id, r.DueOn, r.Amount, r.PaidOn, r.Paid))]);
    }

    private sealed record RepaymentLine(long Id, DateOnly Due, decimal Amount, DateOnly? PaidOn, decimal? Paid);
}
