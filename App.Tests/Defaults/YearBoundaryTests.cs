using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using WorkOrders.Customers;
using WorkOrders.Defaults;
using WorkOrders.Defaults.Applications;
using WorkOrders.Defaults.Cases;
using WorkOrders.Defaults.Cases.Deciding;
using WorkOrders.Defaults.InDefault;
using WorkOrders.Defaults.Reasons;
using WorkOrders.Defaults.Renewals;
using WorkOrders.Defaults.Statistics;
using WorkOrders.Files;

namespace WorkOrders.Tests.Defaults;

/// <summary>What a figure counts: each customer once per year (Shanghai time), with industry and region as of that time.</summary>
public sealed class YearBoundaryTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    private static readonly DateTimeOffset Later = new(2100, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly FakeTimeProvider clock = Given.Clock();

    private DateTimeOffset Now => clock.GetUtcNow();

    [Fact]
    public async Task The_year_ends_at_midnight_in_Shanghai()
    {
        await GoToAsync(new DateTime(2027, 12, 31, 23, 59, 0));
        await EnterAsync(await CustomerAsync("午夜业"));
        await GoToAsync(new DateTime(2028, 1, 1, 0, 0, 0));
        await EnterAsync(await CustomerAsync("午夜业"));
        var figures = await FiguresAsync();
        Assert.Equal((1, 1), (figures.Count(StatisticsType.Default, Dimension.Industry, 2027, "午夜业"), figures.Count(StatisticsType.Default, Dimension.Industry, 2028, "午夜业")));
        Assert.Equal(Trend.Stable, figures.Of(StatisticsType.Default, Dimension.Industry, 2028).Single(f => f.Target == "午夜业").Trend);
    }

    [Fact]
    public async Task Two_approvals_in_one_year_count_once_under_the_industry_of_the_first()
    {
        await GoToAsync(new DateTime(2029, 3, 1, 10, 0, 0));
        var customer = await CustomerAsync("先前业");
        await EnterAsync(customer);
        await LeaveAsync(customer);
        await database.ReadAsync(db => db.Customers.Where(c => c.Id == customer.Id).ExecuteUpdateAsync(set => set.SetProperty(c => c.Industry, "后来业")));
        await EnterAsync(customer);
        await LeaveAsync(customer);
        var figures = await FiguresAsync();
        foreach (var type in Enum.GetValues<StatisticsType>())
        {
            Assert.Equal((1, 0), (figures.Count(type, Dimension.Industry, 2029, "先前业"), figures.Count(type, Dimension.Industry, 2029, "后来业")));
            Assert.Equal(1, figures.Total(type, 2029));
        }

        Assert.Equal(1, figures.Count(StatisticsType.Default, Dimension.Region, 2029, DefaultChange.Unclassified));
        await using var db = database.CreateDbContext();
        var behind = await db.Behind(Now.AddDays(1), StatisticsType.Default, Dimension.Industry, 2029, "先前业").SingleAsync();
        Assert.Equal(customer.Id, behind.CustomerId);
    }

    private async Task GoToAsync(DateTime shanghai)
    {
        clock.Advance(BusinessTime.FromLocal(shanghai) - Now);
        await using var db = database.CreateDbContext();
        await FirstReasons.AddAsync(db, Given.Now);
    }

    private Task<Customer> CustomerAsync(string industry) =>
        database.SaveAsync(Customer.Of(new()
        {
            Name = "客户" + Given.Next(),
            Type = CustomerType.Enterprise,
            Phone = PhoneNumber.Parse("137" + Given.Next().ToString("D8")),
            Industry = industry,
        }));

    private async Task EnterAsync(Customer customer)
    {
        var (applying, deciding, me, auditor) = await PeopleAsync();
        var reason = await database.ReadAsync(db => db.DefaultReasons.Select(r => r.Id).FirstAsync());
        var applied = await applying.SubmitAsync(new ApplicationFields(customer.Id, null, null, [reason], Severity.Low, null, []), me);
        Done((await deciding.DecideAsync<DefaultApplication>(new(applied.Application!.Id, true, null), auditor)).Outcome);
    }

    private async Task LeaveAsync(Customer customer)
    {
        var (_, deciding, me, auditor) = await PeopleAsync();
        var reason = await database.ReadAsync(db => db.RenewalReasons.Select(r => r.Id).FirstAsync());
        var admin = me with { Roles = new HashSet<string>([Roles.RiskOperator, Roles.Admin], StringComparer.Ordinal) };
        var (_, renewal) = await new Renewing(database, clock).SubmitAsync(customer.Id, reason, null, admin);
        Done((await deciding.DecideAsync<Renewal>(new(renewal!.Id, true, null), auditor)).Outcome);
    }

    private async Task<(Applying, Deciding, CurrentUser Operator, CurrentUser Auditor)> PeopleAsync()
    {
        var (sun, zheng) = (await database.SaveAsync(Given.User("孙磊")), await database.SaveAsync(Given.User("郑浩")));
        return (new(database, new FileUses([new EvidenceUse()]), clock), new(database, clock, NullLogger<Deciding>.Instance), As.In(sun, Roles.RiskOperator), As.In(zheng, Roles.RiskAuditor));
    }

    private async Task<Figures> FiguresAsync()
    {
        await DailyStatistics.MakeAsync(database, Later, CancellationToken.None);
        await using var db = database.CreateDbContext();
        return await Figures.ReadAsync(db);
    }
}
