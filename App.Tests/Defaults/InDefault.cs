using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using WorkOrders.Customers;
using WorkOrders.Defaults;
using WorkOrders.Defaults.Applications;
using WorkOrders.Defaults.Cases;
using WorkOrders.Defaults.Cases.Deciding;
using WorkOrders.Defaults.Reasons;
using WorkOrders.Files;
using WorkOrders.Shared.People;

namespace WorkOrders.Tests.Defaults;

internal static class InDefault
{
    /// <summary>Saves a customer in default; also returns the operator who applied and the auditor who approved.</summary>
    public static async Task<(User Operator, User Auditor, Customer Customer)> SaveInDefaultAsync(this TestDatabase database, TimeProvider clock)
    {
        var (sun, zheng) = (await database.SaveAsync(Given.User("孙磊")), await database.SaveAsync(Given.User("郑浩")));
        var application = await database.ApplyAsync(sun, clock);
        Done((await new Deciding(database, clock, NullLogger<Deciding>.Instance).DecideAsync<DefaultApplication>(new(application.Id, true, null), As.In(zheng, Roles.RiskAuditor))).Outcome);
        return (sun, zheng, application.Customer);
    }

    /// <summary>Submits an application for a new customer; it is pending.</summary>
    public static async Task<DefaultApplication> ApplyAsync(this TestDatabase database, User sun, TimeProvider clock)
    {
        var customer = await database.SaveAsync(Given.Customer("违约人" + Given.Next()));
        await using var db = database.CreateDbContext();
        await FirstReasons.AddAsync(db, Given.Now);
        var reason = await db.DefaultReasons.Select(r => r.Id).FirstAsync();
        var applied = await new Applying(database, new FileUses([new EvidenceUse()]), clock)
            .SubmitAsync(new ApplicationFields(customer.Id, null, "CC", [reason], Severity.High, null, []), As.In(sun, Roles.RiskOperator));
        Done(applied.Outcome);
        return applied.Application!;
    }
}
