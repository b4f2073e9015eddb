using WorkOrders.Desk.Reading;

namespace WorkOrders.Tests.Desk;

public sealed class OrderSearchTests(LoadedDesk desk) : IClassFixture<LoadedDesk>
{
    [Fact]
    public async Task An_order_is_found_by_each_of_its_keys()
    {
        var order = desk.All.Last(o => o is { CallerNumber: not null, IdNumber: not null, ApplyNo: not null, ContractNo: not null });

        await AssertFinds(order, order.Number, "工单ID");
        await AssertFinds(order, order.Number.ToLowerInvariant(), "工单ID");
        await AssertFinds(order, order.CustomerPhone!.Unmask(), "客户电话");
        await AssertFinds(order, order.IdNumber!.Unmask().ToLowerInvariant(), "身份证号");
        await AssertFinds(order, order.ContractNo!, "合同编号");
        await AssertFinds(order, $"  {order.ApplyNo} ", "申请编号");
    }

    [Fact]
    public async Task The_beginning_of_a_number_or_name_finds_ten_at_most()
    {
        var order = desk.All[^1];

        var byDay = await FindAsync(order.Number[..10]);
        var byName = await FindAsync(desk.All[0].CustomerName![..2]);

        Assert.All(byDay, hit => Assert.StartsWith(order.Number[..10], hit.Number, StringComparison.Ordinal));
        Assert.NotEmpty(byDay);
        Assert.NotEmpty(byName);
        Assert.InRange(byName.Count, 1, OrderSearch.Limit);
        Assert.All(byName, hit => Assert.StartsWith(desk.All[0].CustomerName![..2], hit.CustomerName, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("")]
    [InlineData("1")]
    [InlineData("1381234")]
    [InlineData("138****5678")]
    [InlineData("GD99999999999999999999")]
    [InlineData("'; DROP TABLE \"WorkOrders\"; --")]
    [InlineData("%_")]
    public async Task Half_a_phone_and_nonsense_find_nothing(string text) => Assert.Empty(await FindAsync(text));

    [Fact]
    public async Task Who_may_not_read_orders_finds_none()
    {
        await using var db = desk.Database.CreateDbContext();
        Assert.Empty(await OrderSearch.FindAsync(db, desk.All[0].Number, SearchedNumber.None, As.Somebody(Roles.AccountManager)));
    }

    private async Task AssertFinds(WorkOrder order, string text, string matched)
    {
        var hits = await FindAsync(text);
        Assert.Contains(hits, h => h.Number == order.Number || hits.Count == OrderSearch.Limit);
        Assert.Contains(hits, h => h.Matched == matched);
    }

    private async Task<IReadOnlyList<OrderHit>> FindAsync(string text)
    {
        await using var db = desk.Database.CreateDbContext();
        return await OrderSearch.FindAsync(db, text, SearchedNumber.In(text), As.Agent(desk.Agents[0]));
    }
}
