using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using WorkOrders.Database;
using WorkOrders.Shared.People;
using WorkOrders.Ui.Reveal;

namespace WorkOrders.Tests.Shared;

public sealed class RevealTests(TestDatabase database) : ComponentTest(database)
{
    private User li = null!;
    private WorkOrder order = null!;

    [Fact]
    public async Task The_handler_sees_a_field_by_one_click_and_it_is_on_record_first()
    {
        await OrderAsync();
        var revealed = await RevealAsync(As.Agent(li), null);
        Assert.Equal(Given.Phone, revealed.Value);
        var record = Assert.Single(await RecordsAsync());
        Assert.Equal(("李雷", OrderFields.CustomerPhone, "PresetReason.Call"), (record.ActorName, record.Changes[0].Field, record.Changes[1].To));
        Assert.Null(record.Changes[0].To);
    }

    [Fact]
    public async Task Nothing_is_shown_when_the_record_cannot_be_saved()
    {
        await OrderAsync();
        var broken = new InterceptedFactory(Database, new FailingSave());
        await Assert.ThrowsAsync<DbUpdateException>(() => broken.RevealAsync(LoadFor(As.Agent(li)), OrderFields.CustomerPhone, null, As.Agent(li), Given.Now));

        Services.AddSingleton<IDbContextFactory<AppDb>>(broken);
        SignIn(As.Agent(li));
        var eye = Show(As.Agent(li));
        await eye.OnAsync("button", e => e.ClickAsync(new()));
        eye.WaitForElement("[role=alert]");
        Assert.DoesNotContain(Given.Phone, eye.Markup, StringComparison.Ordinal);
        Assert.Empty(await RecordsAsync());
    }

    [Fact]
    public async Task Team_leaders_and_compliance_give_a_reason()
    {
        await OrderAsync();
        var other = await Database.SaveAsync(Given.User("周敏"));
        foreach (var me in new[] { As.Leader(other), As.Compliance(other) })
        {
            Refused((await RevealAsync(me, " ")).Outcome, "请填写查看原因");
            Refused((await RevealAsync(me, new string('因', Revealing.ReasonLength + 1))).Outcome, "查看原因不能超过 {0} 个字");
            Assert.Equal(Given.Phone, (await RevealAsync(me, "投诉处理")).Value);
        }

        Assert.Equal(2, (await RecordsAsync()).Count);
    }

    [Fact]
    public async Task Nobody_else_sees_it_even_by_calling_the_server()
    {
        await OrderAsync();
        var other = await Database.SaveAsync(Given.User("王芳"));
        foreach (var me in Roles.Names.Keys.Where(r => r is not Roles.TeamLeader and not Roles.Compliance).Select(role => As.In(other, role)))
        {
            var revealed = await RevealAsync(me, "好奇");
            Refused(revealed.Outcome, me.May(Permission.ReadOrders) ? "您没有查看这项信息的权限" : "没有找到记录，或您无权查看");
            Assert.Null(revealed.Value);
        }

        Refused((await RevealAsync(As.Admin(li), "管理员")).Outcome, "您没有查看这项信息的权限");
        Assert.Empty(await RecordsAsync());
    }

    [Fact]
    public async Task The_value_goes_after_sixty_seconds()
    {
        await OrderAsync();
        SignIn(As.Agent(li));
        var eye = Show(As.Agent(li));
        Assert.Contains(Given.MaskedPhone, eye.Markup, StringComparison.Ordinal);
        await eye.OnAsync("button[aria-label=查看客户电话]", e => e.ClickAsync(new()));
        eye.WaitForAssertion(() => Assert.Contains(Given.Phone, eye.Markup, StringComparison.Ordinal));
        Clock.Advance(TimeSpan.FromSeconds(20));
        eye.WaitForAssertion(() => Assert.Contains("40 秒", eye.Markup, StringComparison.Ordinal));
        Clock.Advance(TimeSpan.FromSeconds(40));
        eye.WaitForAssertion(() => Assert.DoesNotContain(Given.Phone, eye.Markup, StringComparison.Ordinal));
        Assert.Contains(Given.MaskedPhone, eye.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_may_not_see_it_has_no_eye()
    {
        await OrderAsync();
        var admin = As.Admin(await Database.SaveAsync(Given.User()));
        SignIn(admin);
        Assert.Empty(Show(admin).FindAll("button"));
    }

    [Fact]
    public async Task A_reason_is_asked_before_a_team_leader_sees_it()
    {
        await OrderAsync();
        var leader = As.Leader(await Database.SaveAsync(Given.User("周敏")));
        SignIn(leader);
        var eye = Show(leader);
        await eye.OnAsync("button[aria-label=查看客户电话]", e => e.ClickAsync(new()));
        Assert.DoesNotContain(Given.Phone, eye.Markup, StringComparison.Ordinal);
        await eye.ClickAsync("投诉处理");
        await eye.ClickAsync("查看");
        eye.WaitForAssertion(() => Assert.Contains(Given.Phone, eye.Markup, StringComparison.Ordinal));
        Assert.Equal("投诉处理", Assert.Single(await RecordsAsync()).Remark!.Masked);
    }

    private async Task OrderAsync()
    {
        li = await Database.SaveAsync(Given.User("李雷"));
        order = Given.WorkOrder().HandledBy(li);
        await Database.SaveAsync(order);
    }

    private Func<AppDb, Task<IRevealable?>> LoadFor(CurrentUser me) =>
        async db => await db.WorkOrders.VisibleTo(me).FirstOrDefaultAsync(o => o.Number == order.Number);

    private Task<Revealed> RevealAsync(CurrentUser me, string? reason) => Database.Factory.RevealAsync(LoadFor(me), OrderFields.CustomerPhone, reason, me, Given.Now);

    private IRenderedComponent<MaskedValue> Show(CurrentUser me) => Render<MaskedValue>(p => p
        .Add(m => m.Value, order.CustomerPhone).Add(m => m.Field, OrderFields.CustomerPhone).Add(m => m.Right, order.RightToReveal(me)).Add(m => m.Load, LoadFor(me)));

    private Task<List<OperationRecord>> RecordsAsync() => Database.ReadAsync(db =>
        db.OperationRecords.Where(r => r.SubjectKey == order.Number && r.Action == Revealing.Action).ToListAsync());
}
