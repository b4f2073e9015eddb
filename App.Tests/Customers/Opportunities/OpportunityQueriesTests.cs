using Microsoft.EntityFrameworkCore;
using WorkOrders.Customers;
using WorkOrders.Customers.Customer360;
using WorkOrders.Customers.Duplicates;
using WorkOrders.Customers.Opportunities;
using WorkOrders.Customers.Opportunities.Listing;

namespace WorkOrders.Tests.Customers.Opportunities;

/// <summary>商机 on the database: who sees which, board and list agree, the timeline, a merge.</summary>
public sealed class OpportunityQueriesTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    [Fact]
    public async Task A_manager_sees_their_own_and_is_told_how_many_more_there_are()
    {
        var (feng, jiang) = (await database.SaveAsync(Given.User("冯涛")), await database.SaveAsync(Given.User("蒋丽")));
        var (mine, others) = (await database.SaveAsync(Sales.OwnedBy(feng)), await database.SaveAsync(Sales.OwnedBy(jiang)));
        var close = new DateOnly(2031, 1, 1);
        await database.OpportunityAsync(mine, "可见一", 100.10m, close);
        await database.OpportunityAsync(mine, "可见二", 200, close, OpportunityStage.Won);
        await database.OpportunityAsync(others, "不可见", 5000, close);
        var query = new OpportunityQuery { From = close, To = close };

        var read = await ReadAsync(query, As.In(feng, Roles.AccountManager));
        Assert.Equal((2, 300.10m, 1), (read.Count, read.Sum, read.Hidden));
        var first = read.Columns[0];
        Assert.Equal((OpportunityStage.Contact, 1, 100.10m, 1), (first.Stage, first.Count, first.Sum, first.Hidden));
        Assert.Equal("可见一", Assert.Single(first.Cards).Name);
        Assert.Equal((3, 0), (await CountsAsync(query, As.Somebody(Roles.Compliance)), (await ReadAsync(query, As.Somebody(Roles.Compliance))).Hidden));
        Assert.Equal(0, await CountsAsync(query, As.Somebody(Roles.GroupManager)));

        // Who looks for a name learns nothing about what they may not see.
        var named = await ReadAsync(query with { Name = "不可见" }, As.In(feng, Roles.AccountManager));
        Assert.Equal((0, 0), (named.Count, named.Hidden));
    }

    [Fact]
    public async Task Board_and_list_show_the_same_and_a_long_column_is_cut()
    {
        var customer = await database.SaveAsync(Sales.OwnedBy(null, "长列客户"));
        var close = new DateOnly(2032, 1, 1);
        for (var i = 0; i < OpportunitiesRead.MostCards + 3; i++)
        {
            await database.OpportunityAsync(customer, $"长列 {i:D2}", 10, close.AddDays(-i));
        }

        await database.OpportunityAsync(customer, "长列赢", 7, close, OpportunityStage.Won);
        var admin = As.Somebody(Roles.Admin);
        var query = new OpportunityQuery { Customer = "长列 客户" };
        var board = await ReadAsync(query, admin);
        Assert.Equal([23, 0, 0, 0, 1, 0], board.Columns.Select(c => c.Count));
        Assert.Equal(OpportunitiesRead.MostCards, board.Columns[0].Cards.Count);
        Assert.Equal("长列 22", board.Columns[0].Cards[0].Name);
        Assert.Null(board.List);

        var list = await ReadAsync(query with { View = OpportunityView.List, Sort = OpportunitySort.ExpectedClose, Ascending = true }, admin);
        Assert.Equal((board.Count, board.Sum, board.Count), (list.Count, list.Sum, list.List!.Total));
        Assert.Equal(board.Columns[0].Cards.Select(c => c.Id), list.List.Rows.Select(r => r.Id));
        var last = await ReadAsync(query with { View = OpportunityView.List, Page = 99 }, admin);
        Assert.Equal((2, 4), (last.List!.Number, last.List.Rows.Count));
        var lost = await ReadAsync(query with { Stage = OpportunityStage.Won }, admin);
        Assert.Equal(["长列赢"], Assert.Single(lost.Columns).Cards.Select(c => c.Name));
    }

    [Fact]
    public async Task Every_order_of_the_list_can_be_asked_for_and_names_meet_by_their_comparison_form()
    {
        var owner = await database.SaveAsync(Given.User("欧阳 经理"));
        var customer = await database.SaveAsync(Sales.OwnedBy(owner, "排序（客户）"));
        await database.OpportunityAsync(customer, "甲ＡＢ项目", 3, new DateOnly(2033, 1, 3));
        await database.OpportunityAsync(customer, "乙AB项目", 1, new DateOnly(2033, 1, 1), OpportunityStage.Quote);
        var query = new OpportunityQuery { View = OpportunityView.List, Name = "ab项目", Customer = "排序(客户)", Owner = "欧阳经理", From = new(2033, 1, 1), To = new(2033, 1, 3) };
        foreach (var sort in Enum.GetValues<OpportunitySort>())
        {
            var up = await NamesAsync(query with { Sort = sort, Ascending = true });
            Assert.Equal(2, up.Count);
            Assert.Equal(up.AsEnumerable().Reverse(), await NamesAsync(query with { Sort = sort }));
        }

        Assert.Equal(["乙AB项目", "甲ＡＢ项目"], await NamesAsync(query with { Sort = OpportunitySort.Amount, Ascending = true }));
        Assert.Equal(["乙AB项目", "甲ＡＢ项目"], await NamesAsync(query));
    }

    [Fact]
    public void The_whole_state_of_the_page_is_in_its_address()
    {
        var query = new OpportunityQuery
        {
            View = OpportunityView.List, Name = "车 & 队", Customer = "张", Owner = "冯", Stage = OpportunityStage.Quote, From = new(2026, 1, 1), To = new(2026, 12, 31),
            Sort = OpportunitySort.Amount, Ascending = true, Page = 3,
        };
        Assert.Equal(query, OpportunityQuery.Parse(new Uri("http://localhost" + query.Address).Query));
        Assert.Equal(OpportunityQuery.Path, new OpportunityQuery().Address);
        Assert.Equal(new OpportunityQuery(), OpportunityQuery.Parse("?view=7&stage=x&from=2026-13-01&sort=-nothing&page=-1"));
        Assert.False(new OpportunityQuery { View = OpportunityView.List, Page = 2 }.IsNarrowed);
    }

    [Fact]
    public async Task An_act_on_another_managers_opportunity_is_refused_as_missing()
    {
        var (feng, jiang) = (await database.SaveAsync(Given.User("冯涛")), await database.SaveAsync(Given.User("蒋丽")));
        var customer = await database.SaveAsync(Sales.OwnedBy(jiang));
        var row = await database.OpportunityAsync(customer, "别人的商机");
        var me = As.In(feng, Roles.AccountManager);
        const string Key = "没有找到记录，或您无权查看";
        Refused(await database.ActOnOpportunityAsync(row.Id, row.Version, me, o => o.Move(OpportunityStage.Won, null, me, Given.Now)), Refusal.Missing, Key);
        Refused(await database.AddOpportunityAsync(customer.Id, new OpportunityFields("新", 1, Sales.Today), me, Given.Now), Refusal.Missing, Key);
        Assert.Equal(row, await database.OpportunityAsync("别人的商机"));
    }

    [Fact]
    public async Task Two_people_moving_one_card_leave_one_move_on_record()
    {
        var owner = await database.SaveAsync(Given.User("冯涛"));
        var customer = await database.SaveAsync(Sales.OwnedBy(owner));
        var row = await database.OpportunityAsync(customer, "两人同时");
        var me = As.In(owner, Roles.AccountManager);
        Done(await MoveAsync(OpportunityStage.Quote));
        await Assert.ThrowsAsync<DbUpdateConcurrencyException>(() => MoveAsync(OpportunityStage.Needs));
        Assert.Equal(OpportunityStage.Quote, (await database.OpportunityAsync("两人同时")).Stage);
        Assert.Equal([OpportunityActions.Moved, OpportunityActions.Created], (await database.RecordsAsync(customer)).Select(r => r.Action));

        Task<Outcome> MoveAsync(OpportunityStage to) => database.ActOnOpportunityAsync(row.Id, row.Version, me, o => o.Move(to, null, me, Given.Now));
    }

    [Fact]
    public async Task The_timeline_tells_each_step_and_follows_a_merge()
    {
        var owner = await database.SaveAsync(Given.User("冯涛"));
        var (loser, survivor) = (await database.SaveAsync(Sales.OwnedBy(owner)), await database.SaveAsync(Sales.OwnedBy(owner)));
        await database.OpportunityAsync(loser, "合并前的商机", stage: OpportunityStage.Lost);
        var rows = new CustomerRows<Opportunity>("opportunity", "商机");
        var ids = await database.ReadAsync(db => rows.IdsAsync(db, loser.Id, default));
        Assert.Equal(1, await database.ReadAsync(db => rows.MoveAsync(db, ids, loser.Id, survivor.Id, default)));

        var me = As.In(owner, Roles.AccountManager);
        var part = await TimelineAsync(survivor, new TimelineAsk(null, null, 10), me);
        Assert.Equal(["商机“{0}”输单", "新建商机“{0}”"], part.Entries.Select(e => e.Title));
        Assert.Equal(("价格", "某人"), (part.Entries[0].Text, part.Entries[0].Actor));
        Assert.Empty((await TimelineAsync(loser, new TimelineAsk(null, null, 10), me)).Entries);
        Assert.Single((await TimelineAsync(survivor, new TimelineAsk(null, Given.Now.AddMinutes(1), 10), me)).Entries);
        Assert.Single((await TimelineAsync(survivor, new TimelineAsk(Given.Now.AddMinutes(1), null, 10), me)).Entries);
        Assert.Empty((await TimelineAsync(survivor, new TimelineAsk(null, null, 10), As.Somebody(Roles.AccountManager))).Entries);
    }

    private Task<TimelinePart> TimelineAsync(Customer customer, TimelineAsk ask, CurrentUser me) =>
        database.ReadAsync(db => new OpportunityTimeline().ReadAsync(db, customer.OnPage(), ask, me, default));

    private async Task<List<string>> NamesAsync(OpportunityQuery query) => [.. (await ReadAsync(query, As.Somebody(Roles.Admin))).List!.Rows.Select(r => r.Name)];

    private async Task<int> CountsAsync(OpportunityQuery query, CurrentUser me) => (await ReadAsync(query, me)).Count;

    private Task<OpportunitiesRead> ReadAsync(OpportunityQuery query, CurrentUser me) => database.ReadAsync(db => OpportunitiesRead.ReadAsync(db, query, me, default));
}
