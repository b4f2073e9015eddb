using System.Globalization;
using Bogus;
using Microsoft.EntityFrameworkCore;
using WorkOrders.Customers;
using WorkOrders.Customers.Contracts;
using WorkOrders.Customers.Opportunities;
using WorkOrders.Database;
using WorkOrders.Shared;

namespace WorkOrders.Demo;

/// <summary>Opportunities in every stage and contracts with repayments, created through the entity methods with past times.</summary>
internal sealed class DemoSales(AppDb db, Faker faker, DateTimeOffset now)
{
    public const int Opportunities = 90;
    public const int Contracts = 40;

    /// <summary>User names of the account managers who own most of the demo customers.</summary>
    public static readonly string[] Managers = ["manager1", "manager2"];

    private static readonly string[] Deals = ["新车融资", "二手车贷款", "车队融资租赁", "库存融资续签", "附加贷", "年度保险打包", "展厅改造贷款", "增购两辆轻卡"];

    private static readonly string[] Losses = ["客户选择了利率更低的银行", "客户推迟购车计划", "审批未通过", "预算取消"];

    private static readonly OpportunityStage[] Way = [OpportunityStage.Contact, OpportunityStage.Needs, OpportunityStage.Quote, OpportunityStage.Negotiation];

    /// <summary>Creates the data when there are no opportunities yet.</summary>
    public async Task AddAsync()
    {
        if (await db.Opportunities.AnyAsync())
        {
            return;
        }

        var managers = await db.Users.Where(u => Managers.Contains(u.UserName!)).ToListAsync();
        var people = managers.ToDictionary(
            u => u.Id, u => new CurrentUser(u.Id, u.DisplayName, new HashSet<string>(StringComparer.Ordinal) { Roles.AccountManager }, u.Team));
        var owners = managers.ConvertAll(u => (int?)u.Id);
        var customers = await db.Customers.Where(c => owners.Contains(c.OwnerId)).OrderBy(c => c.Id).ToListAsync();
        if (customers.Count == 0)
        {
            return;
        }

        for (var i = 0; i < Opportunities; i++)
        {
            var customer = customers[i % Math.Min(customers.Count, 60)];
            AddOpportunity(customer, people[customer.OwnerId!.Value], (OpportunityStage)(i % 6));
        }

        for (var i = 0; i < Contracts; i++)
        {
            var customer = customers[i * 3 % Math.Min(customers.Count, 100)];
            AddContract(customer, people[customer.OwnerId!.Value], i);
        }

        await db.SaveChangesAsync();
    }

    private void AddOpportunity(Customer customer, CurrentUser owner, OpportunityStage stage)
    {
        var begun = now.AddDays(-faker.Random.Int(20, 160)).AddMinutes(-faker.Random.Int(1, 300));
        var close = BusinessTime.DayOf(now).AddDays(faker.Random.Int(-12, 75));
        var fields = new OpportunityFields(faker.PickRandom(Deals), faker.Random.Int(20, 900) * 1000m, close);
        Check(Opportunity.Create(customer, fields, owner, begun, out var opportunity));
        var at = begun;
        foreach (var step in Way.Skip(1).TakeWhile(s => s <= stage))
        {
            at = at.AddDays(faker.Random.Int(1, 4));
            Check(opportunity!.Move(step, null, owner, at));
        }

        if (stage.IsEnd())
        {
            Check(opportunity!.Move(stage, stage == OpportunityStage.Lost ? faker.PickRandom(Losses) : null, owner, at.AddDays(2)));
        }

        db.Add(opportunity!);
    }

    private void AddContract(Customer customer, CurrentUser owner, int index)
    {
        var signed = BusinessTime.DayOf(now).AddDays(-faker.Random.Int(30, 500));
        var number = string.Create(CultureInfo.InvariantCulture, $"KH-{signed:yyyyMM}-{index + 1:D4}");
        var part = faker.Random.Int(5, 60) * 1000m;
        var state = index % 8 == 7 ? CustomerContractState.Terminated : index % 5 == 4 ? CustomerContractState.Completed : CustomerContractState.Running;
        var at = BusinessTime.StartOf(signed).AddHours(10);
        Check(CustomerContract.Create(customer, new ContractFields(number, part * 4, signed, signed.AddYears(2), state), owner, at, out var contract));
        for (var quarter = 1; quarter <= 4; quarter++)
        {
            Check(contract!.Expect(new RepaymentFields(signed.AddMonths(quarter * 3), part), owner, at, out var repayment));
            Pay(repayment!, owner, isLate: index % 4 == 0 && quarter > 1);
        }

        db.Add(contract!);
    }

    // Every fourth contract pays the first part only; now and then a part comes in without its last tenth.
    private void Pay(CustomerRepayment repayment, CurrentUser owner, bool isLate)
    {
        var on = repayment.DueOn.AddDays(faker.Random.Int(-5, 3));
        if (!isLate && on <= BusinessTime.DayOf(now))
        {
            var paid = faker.Random.Bool(0.1f) ? repayment.Amount * 0.9m : repayment.Amount;
            Check(repayment.Pay(new PaymentFields(on, paid), owner, BusinessTime.StartOf(on).AddHours(15)));
        }
    }

    private static void Check(Outcome outcome)
    {
        if (outcome.IsRefused)
        {
            throw new InvalidOperationException(outcome.Reason);
        }
    }
}
