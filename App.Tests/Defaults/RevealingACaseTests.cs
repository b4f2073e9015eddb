using Microsoft.EntityFrameworkCore;
using WorkOrders.Database;
using WorkOrders.Defaults;
using WorkOrders.Defaults.Applications;
using WorkOrders.Defaults.Cases;
using WorkOrders.Defaults.InDefault;
using WorkOrders.Defaults.Reasons;
using WorkOrders.Shared.People;
using WorkOrders.Ui.Reveal;

namespace WorkOrders.Tests.Defaults;

/// <summary>查看敏感信息 for a case that an auditor has to decide.</summary>
public sealed class RevealingACaseTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    [Fact]
    public async Task An_auditor_sees_the_fields_of_a_case_before_them_with_a_reason_on_record()
    {
        var (application, zheng, _) = await CaseAsync();
        var auditor = As.In(zheng, Roles.RiskAuditor);
        Refused((await RevealAsync(application, CaseFields.Remark, auditor, null)).Outcome, "请填写查看原因");
        Assert.Equal("打过 13812345678", (await RevealAsync(application, CaseFields.Remark, auditor, "核对身份")).Value);
        Assert.Equal(application.Customer.Phone!.Unmask(), (await RevealAsync(application, CaseFields.Phone, auditor, "核对身份")).Value);
        Refused((await RevealAsync(application, CaseFields.IdNumber, auditor, "核对身份")).Outcome, "这项信息现在是空的");
        var records = await database.ReadAsync(db => db.OperationRecords.Where(r => r.Subject == CaseSubjects.DefaultApplication && r.Action == Revealing.Action).OrderBy(r => r.Id).ToListAsync());
        Assert.Equal([(CaseFields.Remark, "核对身份"), (CaseFields.Phone, "核对身份")], records.Select(r => (r.Changes.Single().Field, r.Remark!.Masked)));
    }

    [Fact]
    public async Task Nobody_else_does_and_they_no_longer_once_it_is_decided()
    {
        var (application, zheng, sun) = await CaseAsync();
        Refused((await RevealAsync(application, CaseFields.Phone, As.Admin(zheng), "x")).Outcome, "您没有查看这项信息的权限");
        Refused((await RevealAsync(application, CaseFields.Phone, As.In(sun, Roles.RiskOperator), "x")).Outcome, "您没有查看这项信息的权限");
        Refused((await RevealAsync(application, CaseFields.Phone, As.In(sun, Roles.RiskOperator, Roles.RiskAuditor), "x")).Outcome, "您没有查看这项信息的权限");
        Refused((await RevealAsync(application, CaseFields.Phone, As.Agent(zheng), "x")).Outcome, "没有找到记录，或您无权查看");
        await using (var db = database.CreateDbContext())
        {
            var found = await db.DefaultApplications.ForDecision().SingleAsync(a => a.Id == application.Id);
            Done(found.Decide(false, "材料不足", As.In(zheng, Roles.RiskAuditor), Given.Now));
            await db.SaveChangesAsync();
        }

        Refused((await RevealAsync(application, CaseFields.Phone, As.In(zheng, Roles.RiskAuditor), "x")).Outcome, "您没有查看这项信息的权限");
    }

    private Task<Revealed> RevealAsync(DefaultApplication application, FieldName field, CurrentUser me, string? reason) =>
        database.Factory.RevealAsync(db => application.Kind.RevealableAsync(db, application.Id, me), field, reason, me, Given.Now);

    private async Task<(DefaultApplication Application, User Auditor, User Operator)> CaseAsync()
    {
        var (zheng, sun) = (await database.SaveAsync(Given.User("郑浩")), await database.SaveAsync(Given.User("孙磊")));
        await using var db = database.CreateDbContext();
        await FirstReasons.AddAsync(db, Given.Now);
        var reason = await db.DefaultReasons.FirstAsync();
        var fields = new ApplicationFields(null, "x", null, [reason.Id], Severity.Low, "打过 13812345678", []);
        DefaultApplication.Submit(new DefaultCustomer(Given.Customer()), fields, [reason], [], As.In(sun, Roles.RiskOperator), Given.Now, out var application);
        db.Add(application!);
        await db.SaveChangesAsync();
        return (application!, zheng, sun);
    }
}
