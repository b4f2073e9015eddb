using Microsoft.EntityFrameworkCore;
using WorkOrders.Customers;
using WorkOrders.Desk.Filters;
using WorkOrders.Desk.Reading;
using WorkOrders.Desk.Table;
using WorkOrders.Desk.Views;
using WorkOrders.Import.Reading;
using WorkOrders.LoanCore;
using WorkOrders.NewOrder;
using WorkOrders.Page.CallSummaries;
using WorkOrders.Page.Person;
using WorkOrders.Shared.People;
using WorkOrders.Staff;
using WorkOrders.Staff.Users;
using WorkOrders.Taxonomy;
using WorkOrders.Tests.Transfers;

namespace WorkOrders.Tests;

/// <summary>Names and numbers written in another way lead to the same orders and customers everywhere.</summary>
public sealed class SpellingsTests(TestDatabase database) : IClassFixture<TestDatabase>, IAsyncLifetime
{
    private User li = null!;
    private WorkOrder order = null!;

    public async Task InitializeAsync()
    {
        li = await database.SaveAsync(Given.User("李雷"));
        order = Given.WorkOrder().HandledBy(li).With(f => f with
        {
            CustomerName = "测试（华北）汽车贸易有限公司",
            CustomerPhone = PhoneNumber.Parse("13912345678"),
            CallerNumber = PhoneNumber.Parse("013712345678"),
            IdNumber = IdNumber.Parse("110105491231002"),
            ContractNo = "（2026）京融字第011号",
            ApplyNo = "sq 2026－7",
        });
        await database.SaveAsync(order);
    }

    public async Task DisposeAsync()
    {
        await using var db = database.CreateDbContext();
        await db.WorkOrders.ExecuteDeleteAsync();
        await db.Customers.ExecuteDeleteAsync();
    }

    [Theory]
    [InlineData("测试（华北）汽车贸易有限公司")]
    [InlineData("测试 (华北) 汽车\u200B贸易")]
    [InlineData("0086 139-1234-5678")]
    [InlineData("86 13912345678")]
    [InlineData("137 1234 5678")]
    [InlineData("11010519491231002x")]
    [InlineData("110105491231002")]
    [InlineData("（2026）京融字第011号")]
    [InlineData("(2026)京融字第011号 ")]
    [InlineData("SQ2026-7")]
    [InlineData("SQ 2026-7")]
    public async Task The_search_box_finds_the_order(string typed)
    {
        await using var db = database.CreateDbContext();
        Assert.Equal(order.Number, Assert.Single(await OrderSearch.FindAsync(db, typed, SearchedNumber.In(typed), As.Agent(li))).Number);
    }

    [Theory]
    [InlineData("phone", "008613912345678")]
    [InlineData("phone", "13712345678")]
    [InlineData("id", "11010519491231002X")]
    [InlineData("contract", "(2026)京融字第011号")]
    [InlineData("apply", "SQ2026-7")]
    [InlineData("name", "测试(华北)")]
    public async Task The_filter_finds_the_order(string key, string typed)
    {
        var filter = WorkOrderFilter.Parse($"?view=all&{key}={Uri.EscapeDataString(typed)}");
        Assert.Empty(filter.Problems);
        Assert.Equal([order.Number], await database.ReadAsync(db => filter.Apply(db.WorkOrders, As.Agent(li), Given.Now).Select(o => o.Number).ToListAsync()));
    }

    [Theory]
    [InlineData("channel", "华东 二部")]
    [InlineData("risk", "ABC 风险")]
    [InlineData("business", "ａｂｃ贷款（新）")]
    public async Task A_filter_by_a_choice_finds_it_in_every_spelling(string key, string typed)
    {
        await database.SaveAsync(new Choice(ChoiceKind.Channel, "华东二部", 1), new Choice(ChoiceKind.RiskType, "abc风险", 1), new Choice(ChoiceKind.BusinessType, "ABC贷款(新)", 1));
        WorkOrder chosen = Given.WorkOrder().HandledBy(li).With(f => f with { ChannelName = "华东二部", RiskType = "abc风险", BusinessType = "ABC贷款(新)" });
        await database.SaveAsync(chosen);
        var clock = Given.Clock();
        var list = new DeskList(new ViewCounts(database, TestCache.On(clock)), new DeskDirectory(database, TestCache.On(clock)));
        var filter = WorkOrderFilter.Parse($"?view=all&{key}={Uri.EscapeDataString(typed)}");
        Assert.Equal([chosen.Number], (await database.ReadAsync(db => list.ReadAsync(db, filter, As.Agent(li), Given.Now))).Rows.Select(r => r.Number));
        await database.ReadAsync(db => db.Choices.ExecuteDeleteAsync());
    }

    [Theory]
    [InlineData("gd20261120000001", "GD20261120000001")]
    [InlineData("ＧＤ２０２６１１２００００００１", "GD20261120000001")]
    [InlineData(" GD2026 1120\u200B000001", "GD20261120000001")]
    [InlineData("GD-1", null)]
    [InlineData("GD202611200000011", null)]
    public void An_order_number_is_read_in_one_way(string typed, string? number) => Assert.Equal(number, OrderNumber.Find(typed));

    [Theory]
    [InlineData("13912345678")]
    [InlineData("013912345678")]
    [InlineData("8613912345678")]
    [InlineData("008613912345678")]
    public async Task A_screen_pop_finds_the_customer_and_the_orders(string caller)
    {
        await database.SaveAsync(new Customer("王建国", CustomerType.Individual, PhoneNumber.Parse("13912345678")!, IdNumber.Parse("11010519491231002X")));
        var numbers = CallerNumbers.Of(ScreenPop.Read("?callerNumber=" + caller));
        var found = await database.ReadAsync(db => db.RecogniseAsync(As.Agent(li), numbers, CancellationToken.None));
        Assert.Contains(found, c => c.IsCustomer && c.Name == "王建国" && c.Orders.Exists(o => o.Number == order.Number));
    }

    [Theory]
    [InlineData("阿依古丽·买买提")]
    [InlineData("阿依古丽•买买")]
    [InlineData("古丽 ‧ 买\u200B买提")]
    public async Task A_colleague_is_found_by_name(string typed)
    {
        var she = await database.SaveAgentAsync("阿依古丽・买买提");
        Assert.Equal(she.Id, Assert.Single(await database.ReadAsync(db => UserFilter.Of(typed).Apply(db.Users).ToListAsync())).Id);
        var found = Assert.Single(await database.ReadAsync(db => Colleagues.FindAsync(db, typed, 10, CancellationToken.None)));
        Assert.Equal((she.Id, true, true), (found.Id, found.Fits(typed), new PersonOption(she.Id, she.DisplayName, she.Initials).Fits(typed)));
        await database.ReadAsync(db => db.Users.Where(u => u.Id == she.Id).ExecuteDeleteAsync());
    }

    [Fact]
    public async Task The_announced_number_is_kept_and_found()
    {
        var stored = await database.ReadAsync(db => db.WorkOrders.SingleAsync(o => o.Id == order.Id));
        Assert.Equal(("013712345678", "13712345678"), (stored.CallerNumber!.Unmask(), stored.CallerNumberKey!.Unmask()));
        Assert.Equal("（2026）京融字第011号", stored.ContractNo);
    }

    [Fact]
    public async Task Earlier_orders_and_the_customer_are_joined_by_both_forms_of_the_card()
    {
        WorkOrder later = Given.WorkOrder().HandledBy(li).With(f => f with { IdNumber = IdNumber.Parse("11010519491231002X") });
        await database.SaveAsync(later);
        await database.SaveAsync(new Customer("王建国", CustomerType.Individual, PhoneNumber.Parse("13600001111")!, IdNumber.Parse("11010519491231002X")));
        Assert.Equal([order.Number], (await database.ReadAsync(db => db.HistoryAsync(later, null, As.Agent(li)))).Select(h => h.Number));
        Assert.Equal("王建国", (await database.ReadAsync(db => CustomerFile.ReadAsync(db, order, As.Agent(li))))!.Customer.Name);
    }

    [Fact]
    public async Task An_import_meets_the_open_order_and_its_own_earlier_row()
    {
        WorkOrderFields Row(string id, string contract) => new() { IdNumber = IdNumber.Parse(id), ContractNo = contract, ProblemTypeId = order.ProblemTypeId, ProblemTopicId = order.ProblemTopicId };
        await using var db = database.CreateDbContext();
        var found = await new ImportDuplicates(db, As.Agent(li)).FindAsync([(2, false, Row("11010519491231002X", "(2026)京融字第011号")), (3, false, Row("110105491231002", "（2026）京融字第011号"))], default);
        Assert.Equal([(2, order.Number), (3, order.Number)], found.OrderBy(f => f.Key).Select(f => (f.Key, f.Value)));
    }

    [Fact]
    public async Task An_order_number_is_found_with_spaces_and_a_name_with_digits()
    {
        await using var db = database.CreateDbContext();
        Assert.Equal(order.Number, Assert.Single(await OrderSearch.FindAsync(db, $" {order.Number[..6]} {order.Number[6..]} ", SearchedNumber.None, As.Agent(li))).Number);
        WorkOrder named = Given.WorkOrder().HandledBy(li).With(f => f with { CustomerName = "北京360公司" });
        await database.SaveAsync(named);
        Assert.Equal(named.Number, Assert.Single(await OrderSearch.FindAsync(db, "北京３６０", SearchedNumber.None, As.Agent(li))).Number);
    }

    [Fact]
    public void A_contract_of_the_core_is_the_orders_own_in_another_spelling() =>
        Assert.True(new LoanContract { ApplyNo = "HTL2024001" }.IsNamed("ｈｔｌ 2024001", null));

    [Fact]
    public async Task A_telephone_number_belongs_to_one_customer_in_every_spelling()
    {
        await database.SaveAsync(new Customer("甲", CustomerType.Individual, PhoneNumber.Parse("13600002222")!));
        await Assert.ThrowsAsync<DbUpdateException>(() => database.SaveAsync(new Customer("乙", CustomerType.Individual, PhoneNumber.Parse("013600002222")!)));
    }
}
