using Microsoft.EntityFrameworkCore;
using WorkOrders.Customers;
using WorkOrders.Customers.Profile.Listing;
using WorkOrders.Ui.Lists;

namespace WorkOrders.Tests.Customers.Profile;

/// <summary>Filter, order and pages of 客户档案 on the database agree with the same rules in memory.</summary>
public sealed class CustomerFilterTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    private static readonly DateTimeOffset FirstFollowUp = new(2026, 10, 1, 8, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task Every_filter_finds_what_the_rule_in_memory_finds()
    {
        var all = await SomeAsync();
        var me = As.Leader(await database.SaveAsync(Given.User()));
        var one = all[7];
        (CustomerFilter Filter, Func<Customer, bool> Rule)[] cases =
        [
            (new(), _ => true),
            (new() { Name = "甲" }, c => c.NameKey.StartsWith('甲')),
            (new() { Name = "甲 客户" }, c => c.NameKey.StartsWith("甲客户", StringComparison.Ordinal)),
            (new() { Name = "公司" }, c => c.NameKey.Contains("公司", StringComparison.Ordinal)),
            (new() { Name = "客户" }, _ => false),
            (new() { Name = "不存在" }, _ => false),
            (new() { Phone = PhoneNumber.Parse("+86 " + one.Phone!.Unmask()) }, c => c.Id == one.Id),
            (new() { IdNumber = one.IdNumber }, c => c.Id == one.Id),
            (new() { TaxId = all[0].TaxId }, c => c.Id == all[0].Id),
            (new() { Type = CustomerType.Enterprise }, c => c.Type == CustomerType.Enterprise),
            (new() { Level = CustomerLevel.Important }, c => c.Level == CustomerLevel.Important),
            (new() { Status = CustomerStatus.InPool }, c => c.Status == CustomerStatus.InPool),
            (new() { OwnerId = one.OwnerId, Status = CustomerStatus.Active }, c => c.OwnerId == one.OwnerId && c.Status == CustomerStatus.Active),
            (new() { Region = "北京", Industry = "零售" }, c => c is { Region: "北京", Industry: "零售" }),
            (new() { From = FirstFollowUp.AddDays(3) }, c => c.LastFollowUpAt >= FirstFollowUp.AddDays(3)),
            (new() { Before = FirstFollowUp.AddDays(3) }, c => c.LastFollowUpAt < FirstFollowUp.AddDays(3)),
            (new() { From = FirstFollowUp.AddDays(1), Before = FirstFollowUp.AddDays(4) }, c => c.LastFollowUpAt >= FirstFollowUp.AddDays(1) && c.LastFollowUpAt < FirstFollowUp.AddDays(4)),
        ];
        await using var db = database.CreateDbContext();
        var visible = db.Customers.AsNoTracking().VisibleTo(me);
        foreach (var (filter, rule) in cases)
        {
            var found = await (await filter.ByNameAsync(visible, default)).Apply(visible).Select(c => c.Id).ToListAsync();
            Assert.Equal(all.Where(rule).Select(c => c.Id).Order(), found.Order());
        }
    }

    [Fact]
    public async Task Every_order_has_a_unique_end_and_knows_where_nothing_stands()
    {
        var all = await SomeAsync();
        await using var db = database.CreateDbContext();
        var mine = db.Customers.AsNoTracking();
        (CustomerSort Sort, IEnumerable<Customer> Ascending)[] cases =
        [
            (CustomerSort.Newest, all.OrderBy(c => c.Id)),
            (CustomerSort.Name, all.OrderBy(c => c.NameKey, StringComparer.Ordinal).ThenBy(c => c.Id)),
            (CustomerSort.LastFollowUp, all.OrderBy(c => c.LastFollowUpAt ?? DateTimeOffset.UnixEpoch).ThenBy(c => c.Id)),
        ];
        foreach (var (sort, ascending) in cases)
        {
            Assert.Equal(ascending.Select(c => c.Id), await mine.InOrder(sort, ascending: true).Select(c => c.Id).ToListAsync());
            Assert.Equal(ascending.Reverse().Select(c => c.Id), await mine.InOrder(sort, ascending: false).Select(c => c.Id).ToListAsync());
        }

        var due = await mine.InOrder(CustomerSort.NextContact, ascending: true).Select(c => c.NextContactOn).ToListAsync();
        Assert.Equal(all.Select(c => c.NextContactOn).OrderBy(day => day is null).ThenBy(day => day), due);
    }

    [Fact]
    public async Task An_account_manager_begins_with_their_active_customers_and_others_with_all()
    {
        var all = await SomeAsync();
        var owner = await database.ReadAsync(db => db.Users.SingleAsync(u => u.Id == all[0].OwnerId));
        var mine = CustomerQuery.Parse("", Typed.Manager(owner));
        Assert.Equal((CustomerView.Mine, CustomerSort.NextContact, true), (mine.View, mine.EffectiveSort, mine.IsAscending));
        var (_, read) = await PageAsync(mine, Typed.Manager(owner));
        Assert.Equal(all.Count(c => c.OwnerId == owner.Id && c.Status == CustomerStatus.Active), read.Total);
        Assert.Equal(CustomerView.All, CustomerQuery.Parse("", As.Leader(owner)).View);

        // With all, they see their own and the pool.
        var (_, visible) = await PageAsync(new CustomerQuery(), Typed.Manager(owner));
        Assert.Equal(all.Count(c => c.OwnerId == owner.Id || c.Status == CustomerStatus.InPool), visible.Total);
    }

    [Fact]
    public async Task The_last_page_is_shown_for_one_that_does_not_exist()
    {
        var all = await SomeAsync();
        var (number, read) = await PageAsync(new CustomerQuery { Page = 99 }, As.Leader(await database.SaveAsync(Given.User())));
        Assert.Equal((ListPager.PagesOf(all.Count), all.Count, false), (number, read.Total, read.IsCapped));
        Assert.Equal(all.Count - ((number - 1) * ListPager.Length), read.Rows.Count);
        Assert.False(read.HasNext(number));
    }

    [Theory]
    [InlineData("?view=all&name=%E7%94%B2&type=Enterprise&level=Important&status=InPool&owner=7&region=%E5%8C%97%E4%BA%AC&industry=x&from=2026-10-01&to=2026-10-02&sort=-Name&page=2")]
    [InlineData("?view=mine&phone=13812345678&taxId=91350100M000100Y43&sort=LastFollowUp")]
    public void The_address_says_the_whole_state(string address)
    {
        var query = CustomerQuery.Parse(address, As.Somebody(Roles.TeamLeader));
        Assert.Equal(query, CustomerQuery.Parse(new Uri("http://x" + query.Address).Query, As.Somebody(Roles.AccountManager)));
        Assert.Equal(CustomerQuery.Path + address, Uri.UnescapeDataString(query.Address) == Uri.UnescapeDataString(CustomerQuery.Path + address) ? CustomerQuery.Path + address : query.Address);
    }

    private async Task<(int Number, CustomersRead Read)> PageAsync(CustomerQuery query, CurrentUser me)
    {
        await using var db = database.CreateDbContext();
        return await db.Customers.AsNoTracking().VisibleTo(me).PageAsync(query, [], me, default);
    }

    // Once for the class: every combination of the fields that are filtered by.
    private async Task<List<Customer>> SomeAsync()
    {
        if (!await database.ReadAsync(db => db.Customers.AnyAsync()))
        {
            var managers = new[] { await database.ManagerAsync(), await database.ManagerAsync("蒋丽") };
            string[] taxIds = ["91350100M000100Y43"];
            for (var i = 0; i < 48; i++)
            {
                var isEnterprise = i % 4 == 0;
                var customer = await database.SaveAsync(Customer.Of(new CustomerValues
                {
                    Name = $"{"甲乙丙"[i % 3]}{(isEnterprise ? "公司" : "客户")}{i:D2}",
                    Type = isEnterprise ? CustomerType.Enterprise : CustomerType.Individual,
                    Phone = PhoneNumber.Parse(Typed.Phone()),
                    TaxId = i == 0 ? taxIds[0] : null,
                    IdNumber = i == 7 ? Given.SomeId() : null,
                    Level = (CustomerLevel)(i % 3),
                    Region = i % 2 == 0 ? "北京" : "上海",
                    Industry = i % 5 == 0 ? "零售" : null,
                    OwnerId = managers[i % 2].Id,
                }));
                var (status, at, next) = ((CustomerStatus)(i / 6 % 3), FirstFollowUp.AddDays(i % 6), new DateOnly(2026, 11, 1).AddDays(i % 9));
                await using var db = database.CreateDbContext();
                await db.Customers.Where(c => c.Id == customer.Id).ExecuteUpdateAsync(set => set.SetProperty(c => c.Status, status));
                if (i % 3 != 1)
                {
                    await db.Customers.Where(c => c.Id == customer.Id).ExecuteUpdateAsync(set => set
                        .SetProperty(c => c.LastFollowUpAt, at).SetProperty(c => c.LastFollowUpKey, at).SetProperty(c => c.NextContactOn, next));
                }
            }
        }

        return await database.ReadAsync(db => db.Customers.AsNoTracking().OrderBy(c => c.Id).ToListAsync());
    }
}
