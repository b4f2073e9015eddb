using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Radzen.Blazor;
using WorkOrders.Defaults;
using WorkOrders.Defaults.Applications;
using WorkOrders.Defaults.Reasons;
using WorkOrders.Files;

namespace WorkOrders.Tests.Defaults;

/// <summary>原因设置 as an administrator keeps it.</summary>
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
        var dialogs = Render<RadzenDialog>();
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
        Assert.Equal(["新增原因", "新增原因", "调整顺序", "修改原因", "删除原因"], actions);
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
        var dialogs = Render<RadzenDialog>();
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
        Assert.Equal(Refusal.State, (await editing.ReorderAsync(shown, admin)).Kind);
        Assert.Equal([1, 1, 1], await Database.ReadAsync(db => db.DefaultReasons.Select(r => r.SortOrder).ToListAsync()));

        var fresh = await Database.ReadAsync(db => db.DefaultReasons.AsNoTracking().OrderByDescending(r => r.Id).ToListAsync());
        Assert.Null((await editing.ReorderAsync(fresh, admin)).Reason);
        Assert.Equal(["三", "二", "一"], await Database.ReadAsync(db => db.DefaultReasons.InOrder().Select(r => r.Text).ToListAsync()));
        var record = await Database.ReadAsync(db => db.OperationRecords.SingleAsync(r => r.Action == "调整顺序"));
        Assert.Equal([("二", "1", "2"), ("一", "1", "3")], record.Changes.Select(c => (c.Field, c.From, c.To)));
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

    private static async Task ConfirmAsync(IRenderedComponent<RadzenDialog> dialogs)
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
