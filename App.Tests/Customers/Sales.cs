using Microsoft.EntityFrameworkCore;
using WorkOrders.Customers;
using WorkOrders.Customers.Contracts;
using WorkOrders.Customers.Customer360;
using WorkOrders.Customers.Opportunities;
using WorkOrders.Shared.People;

namespace WorkOrders.Tests.Customers;

/// <summary>Customers with what belongs to them commercially, made in the product's own way by an administrator.</summary>
internal static class Sales
{
    public static readonly DateOnly Today = BusinessTime.DayOf(Given.Now);

    private static CurrentUser Admin => As.Somebody(Roles.Admin);

    public static Customer OwnedBy(User? owner, string name = "张伟") => Customer.Of(new CustomerValues
    {
        Name = name,
        Phone = PhoneNumber.Parse("136" + Given.Next().ToString("D8")),
        OwnerId = owner?.Id,
    });

    public static CustomerOnPage OnPage(this Customer customer, bool canEdit = true) => new(customer.Id, customer.Name, new CustomerKeys([], []), canEdit, IsInPool: false);

    public static async Task<OpportunityRow> OpportunityAsync(
        this TestDatabase database, Customer customer, string name, decimal amount = 1000, DateOnly? close = null, OpportunityStage stage = OpportunityStage.Contact)
    {
        Done(await database.AddOpportunityAsync(customer.Id, new OpportunityFields(name, amount, close ?? Today), Admin, Given.Now));
        var row = await database.OpportunityAsync(name);
        if (stage != OpportunityStage.Contact)
        {
            Done(await database.ActOnOpportunityAsync(row.Id, row.Version, Admin, o => o.Move(stage, "价格", Admin, Given.Now.AddMinutes(1))));
        }

        return await database.OpportunityAsync(name);
    }

    public static Task<OpportunityRow> OpportunityAsync(this TestDatabase database, string name) =>
        database.ReadAsync(db => db.Opportunities.Where(o => o.Name == name).Select(OpportunityRow.Projection).SingleAsync());

    public static async Task<ContractRow> ContractAsync(this TestDatabase database, Customer customer, string number, params (DateOnly Due, decimal Amount)[] repayments)
    {
        Done(await database.AddContractAsync(customer.Id, new ContractFields(number, 9000, Today.AddDays(-60), Today.AddYears(1), CustomerContractState.Running), Admin, Given.Now));
        var contract = await database.ContractAsync(number);
        foreach (var (due, amount) in repayments)
        {
            Done(await database.AddRepaymentAsync(contract.Id, new RepaymentFields(due, amount), Admin, Given.Now));
        }

        return await database.ContractAsync(number);
    }

    public static Task<ContractRow> ContractAsync(this TestDatabase database, string number) =>
        database.ReadAsync(db => db.CustomerContracts.Where(c => c.Number == number).Select(ContractRow.Projection).SingleAsync());

    public static Task<Outcome> PayAsync(this TestDatabase database, RepaymentRow row, decimal paid, DateOnly? on = null) =>
        database.ActOnRepaymentAsync(row, Admin, r => r.Pay(new PaymentFields(on ?? Today, paid), Admin, Given.Now));

    /// <summary>What is on record about the customer, newest first.</summary>
    public static Task<List<OperationRecord>> RecordsAsync(this TestDatabase database, Customer customer)
    {
        var key = customer.Id.ToString(System.Globalization.CultureInfo.InvariantCulture);
        return database.ReadAsync(db => db.Set<OperationRecord>().Where(r => r.Subject == CustomerSubjects.Customer && r.SubjectKey == key)
            .OrderByDescending(r => r.Id).ToListAsync());
    }
}
