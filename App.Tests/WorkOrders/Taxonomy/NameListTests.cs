using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using WorkOrders.Database;
using WorkOrders.Desk.Table;
using WorkOrders.LoanCore;
using WorkOrders.Taxonomy;
using WorkOrders.Ui.Lists;

namespace WorkOrders.Tests.Taxonomy;

public sealed class NameListTests : ComponentTest
{
    public NameListTests(TestDatabase database)
        : base(database)
    {
        Services.AddSingleton<OrderListsCache>();
        Services.AddSingleton<DeskDirectory>();
    }

    [Fact]
    public async Task A_new_name_is_offered_at_once_and_on_record()
    {
        var list = await ShowAsync(ChoiceKind.RiskType);
        var lists = Services.GetRequiredService<OrderListsCache>();
        await lists.GetAsync();
        await AddAsync(list, "疑似黑产");
        Assert.Contains("疑似黑产", (await lists.GetAsync()).Of(ChoiceKind.RiskType, null));
        var record = await Database.ReadAsync(db => db.OperationRecords.OrderByDescending(r => r.Id).FirstAsync(r => r.Subject == CommonSubjects.Setting));
        Assert.Equal((ListActions.Added, OrderFields.RiskType, "疑似黑产"), (record.Action, record.Changes.Single().Field, record.Changes.Single().To));
    }

    [Fact]
    public async Task A_name_stands_once_in_its_list()
    {
        var list = await ShowAsync(ChoiceKind.BusinessType);
        await AddAsync(list, "新车贷款");
        await AddAsync(list, " 新车贷款 ");
        list.WaitForAssertion(() => Assert.Contains("已经有“新车贷款”", list.Markup, StringComparison.Ordinal));
        await AddAsync(list, new string('长', ListedName.NameLength + 1));
        list.WaitForAssertion(() => Assert.Contains("名称不能超过 50 个字", list.Markup, StringComparison.Ordinal));
        Assert.Equal(1, await Database.ReadAsync(db => db.Choices.CountAsync(c => c.Kind == ChoiceKind.BusinessType)));
    }

    [Fact]
    public async Task Two_people_adding_one_problem_type_at_the_same_moment_add_it_once()
    {
        await Database.SaveAsync(new ProblemCategory("保险与理赔", null, 0));
        await Assert.ThrowsAsync<DbUpdateException>(() => Database.SaveAsync(new ProblemCategory("保险与理赔", null, 1)));
    }

    [Fact]
    public async Task A_name_that_another_changed_meanwhile_is_not_overwritten()
    {
        await Database.SaveAsync(new Choice(ChoiceKind.OrderStatus, "还款中", 0));
        var list = await ShowAsync(ChoiceKind.OrderStatus);
        await using (var db = Database.CreateDbContext())
        {
            (await db.Choices.SingleAsync(c => c.Name == "还款中")).Rename("正常还款", As.Somebody(Roles.Admin), Given.Now);
            await db.SaveChangesAsync();
        }

        await list.OnAsync("button[aria-label=停用还款中]", e => e.ClickAsync(new()));
        list.WaitForAssertion(() => Assert.Contains("“还款中”刚被别人修改", list.Markup, StringComparison.Ordinal));
        list.WaitForElement("button[aria-label=停用正常还款]");
        Assert.True(await Database.ReadAsync(db => db.Choices.Where(c => c.Name == "正常还款").Select(c => c.IsEnabled).SingleAsync()));
    }

    [Fact]
    public async Task Names_change_places_and_can_be_switched_off()
    {
        var list = await ShowAsync(ChoiceKind.Channel);
        await AddAsync(list, "华北");
        await AddAsync(list, "华东");
        await list.OnAsync("button[aria-label=上移华东]", e => e.ClickAsync(new()));
        list.WaitForAssertion(() => Assert.True(list.Find("button[aria-label=上移华东]").HasAttribute("disabled")));
        await list.OnAsync("button[aria-label=停用华北]", e => e.ClickAsync(new()));
        list.WaitForElement("button[aria-label=启用华北]");
        var names = await Services.GetRequiredService<OrderListsCache>().GetAsync();
        Assert.Equal(["华东"], names.Of(ChoiceKind.Channel, null));
    }

    [Fact]
    public void Who_may_not_configure_changes_nothing()
    {
        var choice = new Choice(ChoiceKind.Channel, "华南", 0);
        Refused(choice.Rename("华中", As.Somebody(Roles.Agent), Given.Now), "您没有修改分类与选项的权限");
        Refused(choice.Disable(As.Somebody(Roles.Compliance), Given.Now), "您没有修改分类与选项的权限");
        Assert.Equal(("华南", true), (choice.Name, choice.IsEnabled));
        Assert.Empty(choice.NewRecords);
    }

    private static async Task AddAsync(IRenderedComponent<NameList<Choice>> list, string name)
    {
        if (list.FindAll("form").Count == 0)
        {
            await list.OnAsync(".settings-head button", e => e.ClickAsync(new()));
        }

        await list.OnAsync("form input", e => e.ChangeAsync(name));
        await list.OnAsync("form", e => e.SubmitAsync());
    }

    private async Task<IRenderedComponent<NameList<Choice>>> ShowAsync(ChoiceKind kind)
    {
        SignIn(As.Leader(await Database.SaveAsync(Given.User("周敏"))));
        SetRendererInfo(new RendererInfo("Server", true));
        var list = Render<NameList<Choice>>(p => p.Add(l => l.Title, kind.Text()).Add(l => l.Query, db => db.Choices.Where(c => c.Kind == kind))
            .Add(l => l.Make, (_, name, place) => Task.FromResult(new Choice(kind, name, place))));
        list.WaitForElement(".settings-head button");
        return list;
    }
}
