using Microsoft.EntityFrameworkCore;
using WorkOrders.Defaults;
using WorkOrders.Defaults.Applications;
using WorkOrders.Defaults.Reasons;
using WorkOrders.Shared.Reveal;
using WorkOrders.Staff;

namespace WorkOrders.Tests.Defaults;

/// <summary>查看敏感信息 of the case before an auditor.</summary>
public sealed class RevealingACaseTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    [Fact]
    public async Task An_auditor_sees_the_fields_of_a_case_before_him_with_a_reason_on_record()
    {
        var (application, zheng, _) = await CaseAsync();
        var auditor = As.In(zheng, Roles.RiskAuditor);
        Assert.Equal("请填写查看原因", (await RevealAsync(application, "备注", auditor, null)).Outcome.Reason);
        Assert.Equal("打过 13812345678", (await RevealAsync(application, "备注", auditor, "核对身份")).Value);
        Assert.Equal(application.Customer.Phone!.Unmask(), (await RevealAsync(application, "电话", auditor, "核对身份")).Value);
        Assert.Equal("这项信息现在是空的", (await RevealAsync(application, "身份证号", auditor, "核对身份")).Outcome.Reason);
        var records = await database.ReadAsync(db => db.OperationRecords.Where(r => r.Subject == OperationSubject.DefaultApplication && r.Action == Revealing.Action).OrderBy(r => r.Id).ToListAsync());
        Assert.Equal([("备注", "核对身份"), ("电话", "核对身份")], records.Select(r => (r.Changes.Single().Field, r.Remark!.Masked)));
    }

    [Fact]
    public async Task Nobody_else_does_and_he_no_longer_once_it_is_decided()
    {
        var (application, zheng, sun) = await CaseAsync();
        Assert.True((await RevealAsync(application, "电话", As.Admin(zheng), "x")).Outcome.IsRefused);
        Assert.True((await RevealAsync(application, "电话", As.In(sun, Roles.RiskOperator), "x")).Outcome.IsRefused);
        Assert.True((await RevealAsync(application, "电话", As.In(sun, Roles.RiskOperator, Roles.RiskAuditor), "x")).Outcome.IsRefused);
        Assert.True((await RevealAsync(application, "电话", As.Agent(zheng), "x")).Outcome.IsRefused);
        await using (var db = database.CreateDbContext())
        {
            var found = await db.DefaultApplications.ForDecision().SingleAsync(a => a.Id == application.Id);
            Assert.Null(found.Decide(false, "材料不足", As.In(zheng, Roles.RiskAuditor), Given.Now).Reason);
            await db.SaveChangesAsync();
        }

        Assert.True((await RevealAsync(application, "电话", As.In(zheng, Roles.RiskAuditor), "x")).Outcome.IsRefused);
    }

    private Task<Revealed> RevealAsync(DefaultApplication application, string field, CurrentUser me, string? reason) =>
        database.Factory.RevealAsync(db => db.RevealableAsync(application.Key, me), field, reason, me, Given.Now);

    private async Task<(DefaultApplication Application, User Auditor, User Operator)> CaseAsync()
    {
        var (zheng, sun) = (await database.SaveAsync(Given.User("郑浩")), await database.SaveAsync(Given.User("孙磊")));
        await using var db = database.CreateDbContext();
        await FirstReasons.AddAsync(db, Given.Now);
        var reason = await db.DefaultReasons.FirstAsync();
        var fields = new ApplicationFields(null, "x", null, [reason.Id], Severity.Low, "打过 13812345678", []);
        DefaultApplication.Submit(Given.Customer(), fields, [reason], [], As.In(sun, Roles.RiskOperator), Given.Now, out var application);
        db.Add(application!);
        await db.SaveChangesAsync();
        return (application!, zheng, sun);
    }
}
