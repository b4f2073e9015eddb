using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using MudBlazor;
using WorkOrders.Database;
using WorkOrders.Defaults;
using WorkOrders.Defaults.Applications;
using WorkOrders.Defaults.InDefault;
using WorkOrders.Defaults.Reasons;
using WorkOrders.Files;
using Severity = WorkOrders.Defaults.Cases.Severity;

namespace WorkOrders.Tests.Defaults;

/// <summary>原因设置, maintained by an administrator.</summary>
public sealed class ReasonSettingsTests : ComponentTest
{
    public ReasonSettingsTests(TestDatabase database)
        : base(database)
    {
        Services.AddSingleton<ReasonEditing>();
        SignIn(As.Somebody(Roles.Admin));
        SetRendererInfo(new RendererInfo("Server", isInteractive: true));
    }

    [Fact]
    public async Task A_reason_is_added_changed_moved_disabled_and_deleted_on_record()
    {
        await EmptyAsync();
        var dialogs = Render<MudDialogProvider>();
        var page = Render<ReasonSettings>();
        page.WaitForAssertion(() => Assert.Contains("还没有违约原因，请先新增。", page.Markup, StringComparison.Ordinal));
        await AddAsync(page, "新增违约原因", " ");
        page.WaitForAssertion(() => Assert.Equal("原因不能为空", page.Find(".field-error").TextContent));
        await SaveAsync(page, "甲");
        page.WaitForAssertion(() => Assert.NotEmpty(page.FindAll("[aria-label='修改 甲']")));
        await AddAsync(page, "新增违约原因", "甲");
        page.WaitForAssertion(() => Assert.Contains("原因“甲”已经存在", page.Find("[role=alert]").TextContent, StringComparison.Ordinal));
        await SaveAsync(page, "乙");
        page.WaitForAssertion(() => Assert.NotEmpty(page.FindAll("[aria-label='上移乙']")));
        await page.OnAsync("[aria-label='上移乙']", e => e.ClickAsync());
        page.WaitForAssertion(() => Assert.Equal(["乙", "甲"], page.FindAll("tbody td.wrap:nth-child(2)").Select(c => c.TextContent)));
        await page.OnAsync("[aria-label='停用乙']", e => e.ClickAsync());
        page.WaitForAssertion(() => Assert.NotEmpty(page.FindAll("[aria-label='启用乙']")));
        _ = page.Find("[aria-label='删除 乙']").ClickAsync();
        await ConfirmAsync(dialogs);
        page.WaitForAssertion(() => Assert.Empty(page.FindAll("[aria-label='删除 乙']")));
        var actions = await Database.ReadAsync(db => db.OperationRecords.Where(r => r.SubjectKey == nameof(DefaultReason)).OrderBy(r => r.Id).Select(r => r.Action).ToListAsync());
        Assert.Equal([ReasonActions.Added, ReasonActions.Added, CommonActions.Reordered, ReasonActions.Changed, ReasonActions.Deleted], actions);
    }

    [Theory]
    [InlineData("ABC reason", "ＡＢＣ　ｒｅａｓｏｎ")]
    [InlineData("ABC reason", "abc  REASON")]
    [InlineData("关联违约（x）", "关联违约(X)")]
    [InlineData("成交后撤单", "成交 后撤单")]
    public async Task A_reason_is_unique_in_every_spelling(string text, string spelling)
    {
        await EmptyAsync();
        var (editing, admin) = (new ReasonEditing(Database, Clock), As.Somebody(Roles.Admin));
        var (fields, other) = (new ReasonFields(text, null, true, 1), new ReasonFields("另一个", null, true, 2));
        Done((await editing.CreateDefaultReasonAsync(fields, admin)).Outcome);
        Done((await editing.CreateRenewalReasonAsync(fields, admin)).Outcome);
        Refused((await editing.CreateDefaultReasonAsync(fields with { Text = spelling }, admin)).Outcome, Refusal.State, "原因“{0}”已经存在", text);
        Refused((await editing.CreateRenewalReasonAsync(fields with { Text = spelling }, admin)).Outcome, Refusal.State, "原因“{0}”已经存在", text);
        var (_, second) = await editing.CreateDefaultReasonAsync(other, admin);
        Refused(await editing.ChangeAsync<DefaultReason>(second!.Id, null, other with { Text = spelling }, admin), Refusal.State, "原因“{0}”已经存在", text);

        // The database refuses it too, when two people save at once.
        await using var db = Database.CreateDbContext();
        db.Add(DefaultReason.Create(fields with { Text = spelling }, admin, Given.Now));
        await Assert.ThrowsAsync<DbUpdateException>(() => db.SaveChangesAsync());
    }

    [Fact]
    public async Task A_reason_in_use_is_not_deleted_and_is_offered_to_be_disabled()
    {
        await EmptyAsync();
        var (_, reason) = await new ReasonEditing(Database, Clock).CreateDefaultReasonAsync(new ReasonFields("在用", null, true, 1), As.Somebody(Roles.Admin));
        var sun = await Database.SaveAsync(Given.User("孙磊"));
        var customer = await Database.SaveAsync(Given.Customer());
        var applying = new Applying(Database, new FileUses([new EvidenceUse()]), Clock);
        Assert.NotNull((await applying.SubmitAsync(new ApplicationFields(customer.Id, null, null, [reason!.Id], Severity.Low, null, []), As.In(sun, Roles.RiskOperator))).Application);
        var dialogs = Render<MudDialogProvider>();
        var page = Render<ReasonSettings>();
        page.WaitForAssertion(() => Assert.NotEmpty(page.FindAll("[aria-label='删除 在用']")));
        _ = page.Find("[aria-label='删除 在用']").ClickAsync();
        await ConfirmAsync(dialogs);
        page.WaitForAssertion(() => Assert.Contains("已被使用，不能删除，可以停用", page.Find("[role=alert]").TextContent, StringComparison.Ordinal));
        await page.OnAsync("[role=alert] button", e => e.ClickAsync());
        page.WaitForAssertion(() => Assert.NotEmpty(page.FindAll("[aria-label='启用在用']")));
    }

    [Fact]
    public async Task Who_saves_over_a_newer_version_is_told_and_shown_it()
    {
        await EmptyAsync();
        var editing = new ReasonEditing(Database, Clock);
        var (_, reason) = await editing.CreateRenewalReasonAsync(new ReasonFields("原样", null, true, 1), As.Somebody(Roles.Admin));
        var page = Render<ReasonSettings>();
        page.WaitForAssertion(() => Assert.NotEmpty(page.FindAll("[aria-label='修改 原样']")));
        await page.OnAsync("[aria-label='修改 原样']", e => e.ClickAsync());
        await editing.ChangeAsync<RenewalReason>(reason!.Id, null, new ReasonFields("别人改的", null, true, 1), As.Somebody(Roles.Admin));
        await SaveAsync(page, "我改的");
        page.WaitForAssertion(() => Assert.Contains("刚被别人修改", page.Find("[role=alert]").TextContent, StringComparison.Ordinal));
        Assert.Equal("别人改的", page.Find("form input").GetAttribute("value"));
        Assert.Equal("别人改的", await Database.ReadAsync(db => db.RenewalReasons.Select(r => r.Text).SingleAsync()));
    }

    [Fact]
    public async Task Who_reorders_what_somebody_changed_meanwhile_is_refused_and_nothing_moves()
    {
        await EmptyAsync();
        var (editing, admin) = (new ReasonEditing(Database, Clock), As.Somebody(Roles.Admin));
        foreach (var text in new[] { "一", "二", "三" })
        {
            await editing.CreateDefaultReasonAsync(new ReasonFields(text, null, true, 1), admin);
        }

        var shown = await Database.ReadAsync(db => db.DefaultReasons.AsNoTracking().InOrder().ToListAsync());
        shown.Reverse();
        await editing.ChangeAsync<DefaultReason>(shown[2].Id, null, shown[2].Fields with { Detail = "别人改的" }, admin);
        Refused(await editing.ReorderAsync(shown, admin), Refusal.State, "原因刚被别人修改，请看过后再试");
        Assert.Equal([1, 1, 1], await Database.ReadAsync(db => db.DefaultReasons.Select(r => r.SortOrder).ToListAsync()));

        var fresh = await Database.ReadAsync(db => db.DefaultReasons.AsNoTracking().OrderByDescending(r => r.Id).ToListAsync());
        Done(await editing.ReorderAsync(fresh, admin));
        Assert.Equal(["三", "二", "一"], await Database.ReadAsync(db => db.DefaultReasons.InOrder().Select(r => r.Text).ToListAsync()));
        var record = await Database.ReadAsync(db => db.OperationRecords.SingleAsync(r => r.Action == CommonActions.Reordered));
        Assert.Equal([("二", "1", "2"), ("一", "1", "3")], record.Changes.Select(c => (c.Item, c.From, c.To)));
    }

    [Theory]
    [InlineData("0")]
    [InlineData("121")]
    [InlineData("-3")]
    [InlineData("1.5")]
    [InlineData("一年")]
    public async Task Months_paid_on_time_are_a_whole_number_up_to_ten_years(string typed)
    {
        await EmptyAsync();
        var page = Render<ReasonSettings>();
        await page.ClickAsync("新增重生原因");
        await page.OnAsync("#field-按时还款月数", e => e.ChangeAsync(typed));
        await SaveAsync(page, "按时");
        page.WaitForAssertion(() => Assert.Equal("按时还款月数应为 1 到 120 之间的整数", page.Find(".field-error").TextContent));
        Assert.False(await Database.ReadAsync(db => db.RenewalReasons.AnyAsync()));
    }

    [Fact]
    public async Task The_months_that_a_renewal_reason_demands_are_changed_on_record_and_a_default_reason_has_none()
    {
        await EmptyAsync();
        var page = Render<ReasonSettings>();
        await page.ClickAsync("新增违约原因");
        page.WaitForElement("form");
        Assert.DoesNotContain("按时还款月数", page.Find("form").TextContent, StringComparison.Ordinal);
        await page.ClickAsync("取消");
        await page.ClickAsync("新增重生原因");
        await SaveAsync(page, "按时");
        foreach (var months in new[] { " １２ ", "120", "" })
        {
            page.WaitForAssertion(() => Assert.Empty(page.FindAll("form")));
            page.WaitForAssertion(() => Assert.NotEmpty(page.FindAll("[aria-label='修改 按时']")));
            await page.OnAsync("[aria-label='修改 按时']", e => e.ClickAsync());
            await page.OnAsync("#field-按时还款月数", e => e.ChangeAsync(months));
            await page.OnAsync("form", e => e.SubmitAsync());
        }

        page.WaitForAssertion(() => Assert.Empty(page.FindAll("form")));
        var records = await Database.ReadAsync(db => db.OperationRecords.Where(r => r.SubjectKey == nameof(RenewalReason)).OrderBy(r => r.Id).ToListAsync());
        Assert.Equal([ReasonActions.Added, ReasonActions.Changed, ReasonActions.Changed, ReasonActions.Changed], records.Select(r => r.Action));
        Assert.DoesNotContain(records[0].Changes, c => c.Field == ReasonActions.OnTimeMonths);
        Assert.Equal([(ReasonActions.OnTimeMonths, null, "12"), (ReasonActions.OnTimeMonths, "12", "120"), (ReasonActions.OnTimeMonths, "120", null)], records.Skip(1).Select(r => (r.Changes.Single().Field, r.Changes.Single().From, r.Changes.Single().To)));
        Assert.Null(await Database.ReadAsync(db => db.RenewalReasons.Select(r => r.OnTimeMonths).SingleAsync()));
    }

    [Fact]
    public async Task Of_the_first_reasons_the_two_of_twelve_months_demand_them()
    {
        await EmptyAsync();
        await using var db = Database.CreateDbContext();
        await FirstReasons.AddAsync(db, Given.Now);
        var reasons = await db.RenewalReasons.ToListAsync();
        Assert.Equal(2, reasons.Count(r => r.OnTimeMonths is not null));
        Assert.All(reasons, r => Assert.Equal(r.Text.Contains("连续 12 个月", StringComparison.Ordinal) ? 12 : null, r.OnTimeMonths));
    }

    [Fact]
    public void A_reason_that_may_not_go_leaves_no_record_of_going()
    {
        var reason = RenewalReason.Create(new ReasonFields("在用", null, true, 1), As.Somebody(Roles.Admin), Given.Now);
        reason.NewRecords.Clear();
        Assert.Equal(Refusal.Permission, reason.Delete(isUsed: false, As.Somebody(Roles.RiskAuditor), Given.Now).Kind);
        Assert.Equal("原因“{0}”已被使用，不能删除，可以停用", reason.Delete(isUsed: true, As.Somebody(Roles.Admin), Given.Now).Reason);
        Assert.Empty(reason.NewRecords);
        Assert.Null(reason.Delete(isUsed: false, As.Somebody(Roles.Admin), Given.Now).Reason);
        Assert.Equal(ReasonActions.Deleted, Assert.Single(reason.NewRecords).Action);
    }

    private static async Task AddAsync(IRenderedComponent<ReasonSettings> page, string button, string text)
    {
        await page.ClickAsync(button);
        await SaveAsync(page, text);
    }

    private static async Task SaveAsync(IRenderedComponent<ReasonSettings> page, string text)
    {
        await page.OnAsync("form input", e => e.ChangeAsync(new() { Value = text }));
        await page.OnAsync("form", e => e.SubmitAsync());
    }

    private static async Task ConfirmAsync(IRenderedComponent<MudDialogProvider> dialogs)
    {
        dialogs.WaitForAssertion(() => Assert.Contains("后不能恢复", dialogs.Markup, StringComparison.Ordinal));
        await dialogs.ClickAsync("删除");
    }

    private async Task EmptyAsync()
    {
        await using var db = Database.CreateDbContext();
        await db.DefaultApplications.ExecuteDeleteAsync();
        await db.DefaultReasons.ExecuteDeleteAsync();
        await db.RenewalReasons.ExecuteDeleteAsync();
        await db.OperationRecords.ExecuteDeleteAsync();
    }
}
