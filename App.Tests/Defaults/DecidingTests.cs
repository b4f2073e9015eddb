using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using WorkOrders.Customers;
using WorkOrders.Database;
using WorkOrders.Defaults;
using WorkOrders.Defaults.Applications;
using WorkOrders.Defaults.Cases;
using WorkOrders.Defaults.Cases.Deciding;
using WorkOrders.Defaults.InDefault;
using WorkOrders.Defaults.Reasons;
using WorkOrders.Defaults.Renewals;
using WorkOrders.Events;
using WorkOrders.Files;
using WorkOrders.Shared.People;

namespace WorkOrders.Tests.Defaults;

/// <summary>Applications, renewals and their decisions on the real database; races run in parallel threads.</summary>
public sealed class DecidingTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    private readonly FakeTimeProvider clock = Given.Clock();

    private Applying Applying => new(database, new FileUses([new EvidenceUse()]), clock);

    private Renewing Renewing => new(database, clock);

    private Deciding Deciding => new(database, clock, NullLogger<Deciding>.Instance);

    [Fact]
    public async Task From_application_to_renewal_each_step_is_a_history_row()
    {
        var (sun, zheng, customer) = await PeopleAsync();
        var application = await ApplyAsync(customer, sun);
        var decided = await Deciding.DecideAsync<DefaultApplication>(new(application.Id, true, "属实"), Auditor(zheng));
        Done(decided.Outcome);
        Assert.Equal((DefaultStatus.Default, application.Id), await StateAsync(customer));

        clock.Advance(TimeSpan.FromDays(40));
        var (outcome, renewal) = await Renewing.SubmitAsync(customer.Id, await RenewalReasonAsync(), "已结清", Operator(sun));
        Done(outcome);
        Done((await Deciding.DecideAsync<Renewal>(new(renewal!.Id, true, null), Auditor(zheng))).Outcome);
        Assert.Equal((DefaultStatus.Renewed, application.Id), await StateAsync(customer));

        var again = await ApplyAsync(customer, sun);
        Done((await Deciding.DecideAsync<DefaultApplication>(new(again.Id, true, null), Auditor(zheng))).Outcome);
        Assert.Equal((DefaultStatus.Default, again.Id), await StateAsync(customer));
        var steps = await database.ReadAsync(db => db.DefaultChanges.Where(c => c.CustomerId == customer.Id).OrderBy(c => c.Id).ToListAsync());
        Assert.Equal(
            [(DefaultStatus.Normal, DefaultStatus.Default, 2026), (DefaultStatus.Default, DefaultStatus.Renewed, 2026), (DefaultStatus.Renewed, DefaultStatus.Default, 2026)],
            steps.Select(s => (s.From, s.To, s.Year)));
        Assert.Equal([application.Id, null, again.Id], steps.Select(s => s.ApplicationId));
        Assert.All(steps, s => Assert.Equal(("汽车销售", DefaultChange.Unclassified), (s.Industry, s.Region)));
        Assert.Equal(3, await database.ReadAsync(db => db.Notices.CountAsync(n => n.UserId == sun.Id)));
    }

    [Fact]
    public async Task Of_twenty_who_apply_at_once_one_does()
    {
        var (sun, _, customer) = await PeopleAsync();
        var fields = await FieldsAsync(customer);
        var all = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Task.Run(() => Applying.SubmitAsync(fields, Operator(sun)))));
        Assert.Single(all, a => !a.Outcome.IsRefused);
        Assert.All(all.Where(a => a.Outcome.IsRefused), a => Refused(a.Outcome, Refusal.State, "客户 {0} 已有待审核的违约认定申请", customer.Name));
        Assert.Equal(1, await database.ReadAsync(db => db.DefaultApplications.CountAsync(a => a.CustomerId == customer.Id)));
    }

    [Fact]
    public async Task Of_ten_auditors_who_decide_at_once_one_does_and_the_others_are_told_by_whom()
    {
        var (sun, zheng, customer) = await PeopleAsync();
        var application = await ApplyAsync(customer, sun);
        var auditors = new List<User> { zheng };
        for (var i = 0; i < 9; i++)
        {
            auditors.Add(await database.SaveAsync(Given.User("审核" + i)));
        }

        var results = await Task.WhenAll(auditors.Select((auditor, i) => Task.Run(() => Deciding.DecideAsync<DefaultApplication>(new(application.Id, i % 2 == 0, "意见"), Auditor(auditor)))));
        var winner = Assert.Single(results, r => !r.Outcome.IsRefused);
        var stored = await database.ReadAsync(db => db.DefaultApplications.Include(a => a.DecidedBy).Include(a => a.DefaultCustomer).SingleAsync(a => a.Id == application.Id));
        Assert.Equal(winner.Case!.DecidedById, stored.DecidedById);
        Assert.Equal(stored.Status == DecisionStatus.Approved, stored.DefaultCustomer.IsInDefault);
        foreach (var (outcome, _) in results.Where(r => r.Outcome.IsRefused))
        {
            Refused(outcome, Refusal.State, "编号 {0} 的申请已由{1}审核", application.Id, stored.DecidedBy!.DisplayName);
        }

        var records = await database.ReadAsync(db => db.OperationRecords.CountAsync(r => r.Subject == CaseSubjects.DefaultApplication && r.SubjectKey == application.Id.ToString()));
        Assert.Equal(2, records);
    }

    [Fact]
    public async Task Of_a_decision_and_a_withdrawal_at_once_one_wins()
    {
        var (sun, zheng, customer) = await PeopleAsync();
        for (var i = 0; i < 5; i++)
        {
            var application = await ApplyAsync(customer, sun);
            var withdrawing = Task.Run(() => Deciding.WithdrawAsync<DefaultApplication>(application.Id, Operator(sun)));
            var deciding = Task.Run(() => Deciding.DecideAsync<DefaultApplication>(new(application.Id, false, "证据不足"), Auditor(zheng)));
            var (withdrawn, decided) = (await withdrawing, await deciding);
            Assert.NotEqual(withdrawn.Outcome.IsRefused, decided.Outcome.IsRefused);
            var stored = await database.ReadAsync(db => db.DefaultApplications.SingleAsync(a => a.Id == application.Id));
            Assert.Equal(withdrawn.Outcome.IsRefused ? DecisionStatus.Rejected : DecisionStatus.Withdrawn, stored.Status);
        }
    }

    [Fact]
    public async Task What_may_not_be_is_refused_and_nothing_changes()
    {
        var (sun, zheng, customer) = await PeopleAsync();
        var application = await ApplyAsync(customer, sun);
        Refused((await Applying.SubmitAsync(await FieldsAsync(customer), Operator(sun))).Outcome, Refusal.State, "客户 {0} 已有待审核的违约认定申请", customer.Name);
        Refused((await Applying.SubmitAsync(await FieldsAsync(customer), Auditor(zheng))).Outcome, Refusal.Permission, "您没有提交违约申请的权限");
        Refused(await DecideAsync(application, As.In(sun, Roles.RiskAuditor), true), Refusal.Permission, "不能审核自己提交的申请");
        Refused(await DecideAsync(application, As.Agent(zheng), true), Refusal.Missing, "没有找到记录，或您无权查看");
        Refused((await Deciding.WithdrawAsync<DefaultApplication>(application.Id, Auditor(zheng))).Outcome, Refusal.State, "只有申请人可以撤回");
        Refused((await Deciding.WithdrawAsync<DefaultApplication>(application.Id, Operator(zheng))).Outcome, Refusal.Missing, "没有找到记录，或您无权查看");
        Refused(await DecideAsync(application, Auditor(zheng), false), Refusal.Input, "驳回时请填写{0}", DecidedCase.DecisionRemarkField);
        Refused((await Renewing.SubmitAsync(customer.Id, await RenewalReasonAsync(), null, Operator(sun))).Outcome, Refusal.State, "客户 {0} 不在违约状态", customer.Name);
        Assert.Equal((DefaultStatus.Normal, null), await StateAsync(customer));
        Done(await DecideAsync(application, Auditor(zheng), true));
        Refused(await DecideAsync(application, Auditor(zheng), true), Refusal.State, "编号 {0} 的申请已由{1}审核", application.Id, "郑浩");
        Refused((await Applying.SubmitAsync(await FieldsAsync(customer), Operator(sun))).Outcome, Refusal.State, "客户 {0} 已处于违约状态", customer.Name);
        var stranger = await database.SaveAsync(Given.User("外人"));
        Refused((await Renewing.SubmitAsync(customer.Id, await RenewalReasonAsync(), null, Operator(stranger))).Outcome, Refusal.Missing, "没有找到记录，或您无权查看");
    }

    public static TheoryData<string, string, Func<ApplicationFields, ApplicationFields>> Wrong => new()
    {
        { "客户名称", "{0}不能为空", f => f with { CustomerId = null, CustomerName = "  " } },
        { "客户名称", "{0}不能超过 {1} 个字", f => f with { CustomerId = null, CustomerName = new string('长', 101) } },
        { "客户名称", "{0}与编号的客户不一致", f => f with { CustomerName = "另一位" } },
        { "最新外部评级", "{0}应为 AAA 到 D 之间的评级", f => f with { LatestExternalRating = "E" } },
        { "违约原因", "请选择 {1} 到 {2} 项{0}", f => f with { ReasonIds = [] } },
        { "违约原因", "{0}有重复", f => f with { ReasonIds = [f.ReasonIds[0], f.ReasonIds[0]] } },
        { "违约原因", "{0}不存在或已停用", f => f with { ReasonIds = [999_999] } },
        { "严重程度", "{0}不能为空", f => f with { Severity = null } },
        { "备注", "{0}不能超过 {1} 个字", f => f with { Remark = new string('长', 1001) } },
        { "附件", "{0}不是您上传的、已被使用、已清理，或不是可以提交的类型", f => f with { FileKeys = ["fnobodyhas"] } },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public async Task A_wrong_field_is_named(string field, string rule, Func<ApplicationFields, ApplicationFields> spoil)
    {
        var (sun, _, customer) = await PeopleAsync();
        var outcome = (await Applying.SubmitAsync(spoil(await FieldsAsync(customer)), Operator(sun))).Outcome;
        Refused(outcome, Refusal.Input, rule);
        Assert.Equal(field, outcome.Arguments[0]);
        Assert.False(await database.ReadAsync(db => db.DefaultApplications.AnyAsync(a => a.CustomerId == customer.Id)));
    }

    [Fact]
    public async Task A_name_nobody_has_makes_a_customer_and_one_that_two_have_is_asked_about()
    {
        var (sun, _, customer) = await PeopleAsync();
        var name = "新客户" + Given.Next();
        var fields = await FieldsAsync(customer) with { CustomerId = null, CustomerName = name };
        var applied = await Applying.SubmitAsync(fields, Operator(sun));
        Assert.Equal((name, DefaultStatus.Normal), (applied.Application!.Customer.Name, applied.Application.DefaultCustomer.Status));

        var twin = "同名" + Given.Next();
        await database.SaveAsync(Given.Customer(twin), Given.Customer(twin));
        var ambiguous = await Applying.SubmitAsync(fields with { CustomerName = twin }, Operator(sun));
        Refused(ambiguous.Outcome, Refusal.State, "有 {0} 位客户叫 {1}，请选择其中一位", 2, twin);
        Assert.Equal(2, ambiguous.Candidates.Count);
    }

    [Fact]
    public async Task Of_twenty_who_apply_for_one_new_name_at_once_one_makes_the_customer()
    {
        var (sun, _, customer) = await PeopleAsync();
        var name = "新名" + Given.Next();
        var fields = await FieldsAsync(customer) with { CustomerId = null, CustomerName = name };
        var all = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Task.Run(() => Applying.SubmitAsync(fields, Operator(sun)))));
        Assert.Single(all, a => !a.Outcome.IsRefused);
        Assert.All(all.Where(a => a.Outcome.IsRefused), a => Refused(a.Outcome, Refusal.State, "客户 {0} 已有待审核的违约认定申请", name));
        Assert.Equal(1, await database.ReadAsync(db => db.Customers.CountAsync(c => c.Name == name)));
    }

    [Fact]
    public async Task Of_applications_that_submit_one_file_at_once_one_has_it_and_the_others_are_told()
    {
        var (sun, _, _) = await PeopleAsync();
        var file = await database.SaveAsync(new StoredFile(StoredFile.NewKey(), FreeText.Parse("征信.pdf")!, FileKind.Pdf, 10, new string('0', 64), Operator(sun), Given.Now));
        var customers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => database.SaveAsync(Given.Customer())));
        var fields = await Task.WhenAll(customers.Select(async customer => await FieldsAsync(customer) with { FileKeys = [file.Key] }));
        var all = await Task.WhenAll(fields.Select(f => Task.Run(() => Applying.SubmitAsync(f, Operator(sun)))));
        Assert.Single(all, a => !a.Outcome.IsRefused);
        Assert.All(all.Where(a => a.Outcome.IsRefused), a => Refused(a.Outcome, Refusal.Input, "{0}不是您上传的、已被使用、已清理，或不是可以提交的类型", ApplicationFields.FilesField));
        Assert.Equal(1, await database.ReadAsync(db => db.Set<Evidence>().CountAsync(e => e.FileId == file.Id)));
    }

    [Fact]
    public async Task Files_of_a_withdrawn_application_are_used_again_and_it_still_shows_them()
    {
        var (sun, zheng, customer) = await PeopleAsync();
        var file = await database.SaveAsync(new StoredFile(StoredFile.NewKey(), FreeText.Parse("征信.pdf")!, FileKind.Pdf, 10, new string('0', 64), Operator(sun), Given.Now));
        var fields = await FieldsAsync(customer) with { FileKeys = [file.Key] };
        var first = (await Applying.SubmitAsync(fields, Operator(sun))).Application!;
        Done((await Deciding.WithdrawAsync<DefaultApplication>(first.Id, Operator(sun))).Outcome);

        // Nobody else has it, and the clean-up keeps it.
        var uses = new FileUses([new EvidenceUse()]);
        Refused((await Applying.SubmitAsync(fields, Operator(zheng))).Outcome, Refusal.Input, "{0}不是您上传的、已被使用、已清理，或不是可以提交的类型", ApplicationFields.FilesField);
        Assert.False(await database.ReadAsync(db => uses.Unused(db.StoredFiles.Where(f => f.Id == file.Id), db).AnyAsync()));

        var second = (await Applying.SubmitAsync(fields, Operator(sun))).Application!;
        Assert.Equal([first.Id, second.Id], await database.ReadAsync(db => db.Set<Evidence>().Where(e => e.FileId == file.Id).Select(e => e.ApplicationId).Order().ToListAsync()));
        Done((await Deciding.DecideAsync<DefaultApplication>(new(second.Id, false, "材料不全"), Auditor(zheng))).Outcome);
        var other = await FieldsAsync(await database.SaveAsync(Given.Customer()));
        Refused((await Applying.SubmitAsync(other with { FileKeys = [file.Key] }, Operator(sun))).Outcome, Refusal.Input, "{0}不是您上传的、已被使用、已清理，或不是可以提交的类型", ApplicationFields.FilesField);
    }

    [Theory]
    [InlineData("\u3164\u2800")]
    [InlineData("\uFE0F")]
    public async Task A_name_that_looks_empty_is_refused(string name)
    {
        var (sun, _, customer) = await PeopleAsync();
        Refused((await Applying.SubmitAsync(await FieldsAsync(customer) with { CustomerId = null, CustomerName = name }, Operator(sun))).Outcome, Refusal.Input, "{0}不能为空", ApplicationFields.CustomerField);
    }

    [Fact]
    public async Task A_name_is_one_line()
    {
        var (sun, _, customer) = await PeopleAsync();
        var name = "换行" + Given.Next();
        var applied = await Applying.SubmitAsync(await FieldsAsync(customer) with { CustomerId = null, CustomerName = $"{name}\r\n公司" }, Operator(sun));
        Assert.Equal($"{name} 公司", applied.Application!.Customer.Name);
    }

    [Fact]
    public async Task A_new_customer_of_the_longest_name_is_on_record_under_their_number()
    {
        var (sun, _, customer) = await PeopleAsync();
        var name = (Given.Next() + new string('长', Customer.NameLength))[..Customer.NameLength];
        var applied = await Applying.SubmitAsync(await FieldsAsync(customer) with { CustomerId = null, CustomerName = name }, Operator(sun));
        Done(applied.Outcome);
        var key = applied.Application!.CustomerId.ToString();
        Assert.Equal(DefaultCustomerActions.Introduced, await database.ReadAsync(db => db.OperationRecords.Where(r => r.Subject == CustomerSubjects.Customer && r.SubjectKey == key).Select(r => r.Action).SingleAsync()));
    }

    [Fact]
    public async Task A_renewal_that_is_submitted_while_another_is_approved_is_refused()
    {
        var (sun, zheng, customer) = await PeopleAsync();
        Done(await DecideAsync(await ApplyAsync(customer, sun), Auditor(zheng), true));
        var reason = await RenewalReasonAsync();
        var late = new Renewing(new InterceptedFactory(database, new BeforeSave(async () =>
        {
            var (_, faster) = await Renewing.SubmitAsync(customer.Id, reason, null, Operator(sun));
            Done((await Deciding.DecideAsync<Renewal>(new(faster!.Id, true, null), Auditor(zheng))).Outcome);
        })), clock);
        Refused((await late.SubmitAsync(customer.Id, reason, null, Operator(sun))).Outcome, Refusal.State, "客户 {0} 刚被别人修改，请重试", customer.Name);
        Assert.Equal(1, await database.ReadAsync(db => db.Renewals.CountAsync(r => r.CustomerId == customer.Id)));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task An_application_that_is_submitted_while_another_is_approved_is_refused(bool hadOne)
    {
        var (sun, zheng, customer) = await PeopleAsync();
        if (hadOne)
        {
            Assert.Null((await Deciding.DecideAsync<DefaultApplication>(new((await ApplyAsync(customer, sun)).Id, false, "材料不足"), Auditor(zheng))).Outcome.Reason);
        }

        var late = new Applying(new InterceptedFactory(database, new BeforeSave(async () => Assert.Null((await DecideAsync(await ApplyAsync(customer, sun), Auditor(zheng), true)).Reason))), new FileUses([new EvidenceUse()]), clock);
        var outcome = (await late.SubmitAsync(await FieldsAsync(customer), Operator(sun))).Outcome;
        Assert.Equal(("客户 {0} 刚被别人修改，请重试", Refusal.State), (outcome.Reason, outcome.Kind));
        Assert.False(await database.ReadAsync(db => db.DefaultApplications.AnyAsync(a => a.CustomerId == customer.Id && a.Status == DecisionStatus.Pending)));
        Assert.Equal(DefaultStatus.Default, (await StateAsync(customer)).Item1);
    }

    [Fact]
    public async Task Of_an_approval_and_an_application_at_once_a_customer_in_default_never_has_one_that_waits()
    {
        for (var turn = 0; turn < 8; turn++)
        {
            var (sun, zheng, customer) = await PeopleAsync();
            var (first, fields) = (await ApplyAsync(customer, sun), await FieldsAsync(customer));
            var submitting = Enumerable.Range(0, 6).Select(_ => Task.Run(() => Applying.SubmitAsync(fields, Operator(sun))));
            var deciding = Task.Run(() => DecideAsync(first, Auditor(zheng), true));
            var submitted = await Task.WhenAll(submitting);
            Assert.Null((await deciding).Reason);
            Assert.All(submitted, s => Assert.Equal(Refusal.State, s.Outcome.Kind));
            Assert.Equal(1, await database.ReadAsync(db => db.DefaultApplications.CountAsync(a => a.CustomerId == customer.Id)));
        }
    }

    [Fact]
    public async Task Of_a_batch_what_could_not_be_saved_is_told_one_by_one()
    {
        var (sun, zheng, customer) = await PeopleAsync();
        var application = await ApplyAsync(customer, sun);
        var broken = new Deciding(new InterceptedFactory(database, new FailingSave()), clock, NullLogger<Deciding>.Instance);
        var results = await broken.DecideAllAsync<DefaultApplication>([new(application.Id, true, null), new(999_999_999, true, null)], Auditor(zheng));
        Assert.Equal(2, results.Count);
        Refused(results[0].Outcome, Refusal.State, "审核没有保存，可能是数据库或网络暂时不可用，请稍后再试。");
        Refused(results[1].Outcome, Refusal.Missing, "没有找到记录，或您无权查看");
    }

    private static CurrentUser Operator(User user) => As.In(user, Roles.RiskOperator);

    private static CurrentUser Auditor(User user) => As.In(user, Roles.RiskAuditor);

    private async Task<Outcome> DecideAsync(DefaultApplication application, CurrentUser me, bool approved) =>
        (await Deciding.DecideAsync<DefaultApplication>(new(application.Id, approved, null), me)).Outcome;

    private async Task<DefaultApplication> ApplyAsync(Customer customer, User by)
    {
        var applied = await Applying.SubmitAsync(await FieldsAsync(customer), Operator(by));
        Done(applied.Outcome);
        return applied.Application!;
    }

    private async Task<ApplicationFields> FieldsAsync(Customer customer) => new(customer.Id, null, "A+", [await DefaultReasonAsync()], Severity.High, "备注", []);

    private async Task<int> DefaultReasonAsync()
    {
        await using var db = database.CreateDbContext();
        await FirstReasons.AddAsync(db, Given.Now);
        return await db.DefaultReasons.OrderBy(r => r.Id).Select(r => r.Id).FirstAsync();
    }

    private async Task<int> RenewalReasonAsync()
    {
        await using var db = database.CreateDbContext();
        return await db.RenewalReasons.OrderBy(r => r.Id).Select(r => r.Id).FirstAsync();
    }

    private async Task<(DefaultStatus, long?)> StateAsync(Customer customer) =>
        await database.ReadAsync(async db => await db.DefaultCustomers.SingleAsync(c => c.CustomerId == customer.Id) is var c ? (c.Status, c.ApplicationId) : default);

    private async Task<(User Operator, User Auditor, Customer Customer)> PeopleAsync()
    {
        await DefaultReasonAsync();
        var phone = PhoneNumber.Parse("137" + Given.Next().ToString("D8"))!;
        return (await database.SaveAsync(Given.User("孙磊")), await database.SaveAsync(Given.User("郑浩")),
            await database.SaveAsync(Customer.Of(new() { Name = "诚信汽贸", Phone = phone, Industry = "汽车销售" })));
    }

    // Runs an action once between reading and saving.
    private sealed class BeforeSave(Func<Task> act) : SaveChangesInterceptor
    {
        private bool isDone;

        public override async ValueTask<InterceptionResult<int>> SavingChangesAsync(DbContextEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
        {
            if (!isDone)
            {
                isDone = true;
                await act();
            }

            return result;
        }
    }
}
