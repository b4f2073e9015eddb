using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using MudBlazor;
using WorkOrders.Desk.Table;
using WorkOrders.Desk.Views;
using WorkOrders.Handling;
using WorkOrders.Handling.Assigning;
using WorkOrders.Shared.People;
using WorkOrders.Staff;

namespace WorkOrders.Tests.Handling;

public sealed class UnassignedListTests : ComponentTest
{
    public UnassignedListTests(TestDatabase database)
        : base(database)
    {
        Services.AddSingleton<DeskDirectory>();
        Services.AddSingleton<ViewCounts>();
    }

    [Fact]
    public async Task Orders_without_a_handler_and_of_absent_people_wait_with_the_reason_most_urgent_first()
    {
        var people = await PeopleAsync();
        var orders = new[]
        {
            Waiting(people.Leader, null, 5), Waiting(people.Leader, people.OnLeave, 1), Waiting(people.Leader, people.Left, 3), Waiting(people.Leader, people.Disabled, 2),
        };
        WorkOrder present = Given.WorkOrder().HandledBy(people.Present);
        WorkOrder settled = Given.WorkOrder().HandledBy(people.Present).Settled();
        await Database.SaveAsync(present, [settled, .. orders]);
        await AwayAsync(people);
        SignIn(As.Leader(people.Leader));

        var page = Render<UnassignedList>();
        page.WaitForElement("tbody a");

        var rows = page.FindAll("tbody tr").Select(r => (r.QuerySelector("a")!.TextContent, r.QuerySelector(".tag")!.TextContent)).Where(r => orders.Any(o => o.Number == r.Item1));
        Assert.Equal([(orders[1].Number, "处理人休假"), (orders[3].Number, "处理人停用"), (orders[2].Number, "处理人离岗"), (orders[0].Number, "无处理人")], rows);
        Assert.DoesNotContain(present.Number, page.Markup, StringComparison.Ordinal);
        Assert.DoesNotContain(settled.Number, page.Markup, StringComparison.Ordinal);
        Assert.DoesNotContain(Given.Phone, page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_leader_ticks_an_order_and_gives_it_to_a_colleague_found_by_initials()
    {
        var people = await PeopleAsync();
        var order = Waiting(people.Leader, null, -40);
        await Database.SaveAsync(order);
        SignIn(As.Leader(people.Leader));
        var dialogs = Render<MudDialogProvider>();
        var page = Render<UnassignedList>();
        page.WaitForElement("tbody a");

        page.Find($"input[aria-label={order.Number}]").Change(true);
        page.Button("指派").Click();
        dialogs.WaitForElement("input[type=search]").Input(people.Present.Initials.ToLowerInvariant());
        dialogs.WaitForState(() => dialogs.FindAll(".colleague").Count > 0 && dialogs.FindAll(".colleague").All(c => c.TextContent.Contains(people.Present.DisplayName, StringComparison.Ordinal)));
        dialogs.Find(".colleague input").Change(true);
        dialogs.Find("form").Submit();

        await dialogs.WaitForAssertionAsync(() => Assert.Empty(dialogs.FindAll("form")));
        var handler = await Database.ReadAsync(db => db.WorkOrders.Where(o => o.Number == order.Number).Select(o => o.HandlerId).SingleAsync());
        Assert.NotNull(handler);
        page.WaitForAssertion(() => Assert.DoesNotContain(order.Number, page.Markup, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Without_a_colleague_the_dialog_asks_for_one()
    {
        var people = await PeopleAsync();
        SignIn(As.Leader(people.Leader));

        var dialog = Render<AssignDialog>(p => p.Add(d => d.Orders, [new SeenOrder(1, "GD20261120000001", 0)]));
        await dialog.OnAsync("form", e => e.SubmitAsync());

        Assert.Equal("请先选择同事", dialog.Find("[role=alert]").TextContent);
    }

    [Fact]
    public async Task Colleagues_are_those_who_handle_orders_and_whoever_is_on_leave_comes_last()
    {
        var people = await PeopleAsync();
        await AwayAsync(people);
        await using var db = Database.CreateDbContext();

        var found = await Colleagues.FindAsync(db, "测试", 8, default);

        Assert.DoesNotContain(found, c => c.Id == people.Left.Id || c.Id == people.Disabled.Id);
        Assert.True(found.SkipWhile(c => !c.IsOnLeave).All(c => c.IsOnLeave));
        Assert.Empty(await Colleagues.FindAsync(db, "没有这个人", 8, default));
    }

    private static WorkOrder Waiting(User creator, User? handler, int dueInDays)
    {
        var builder = Given.WorkOrder().CreatedBy(creator).With(f => f with { DueAt = Given.Now.AddDays(dueInDays) });
        return handler is null ? builder : builder.HandledBy(handler);
    }

    private async Task<People> PeopleAsync()
    {
        var people = new People(Given.User("周敏"), Given.User("测试甲"), Given.User("测试乙"), Given.User("测试丙"), Given.User("测试丁"));
        await Database.SaveAsync(people.Leader, people.Present, people.OnLeave, people.Left, people.Disabled);
        await using var db = Database.CreateDbContext();
        var role = await db.Roles.SingleOrDefaultAsync(r => r.Name == Roles.Agent) ?? db.Roles.Add(new Role { Name = Roles.Agent, NormalizedName = "AGENT" }).Entity;
        await db.SaveChangesAsync();
        db.AddRange(new[] { people.Present, people.OnLeave, people.Left, people.Disabled }.Select(u => new Microsoft.AspNetCore.Identity.IdentityUserRole<int> { UserId = u.Id, RoleId = role.Id }));
        await db.SaveChangesAsync();
        return people;
    }

    private async Task AwayAsync(People people)
    {
        var (leader, now) = (As.Leader(people.Leader), Clock.GetUtcNow());
        await using var db = Database.CreateDbContext();
        (await db.Users.SingleAsync(u => u.Id == people.OnLeave.Id)).TakeLeave(leader, now);
        (await db.Users.SingleAsync(u => u.Id == people.Left.Id)).Change(new UserProfile("测试丙", StaffStatus: StaffStatus.Resigned), leader, now);
        (await db.Users.SingleAsync(u => u.Id == people.Disabled.Id)).Disable(leader, now);
        await db.SaveChangesAsync();
    }

    private sealed record People(User Leader, User Present, User OnLeave, User Left, User Disabled);
}
