using Microsoft.EntityFrameworkCore;
using WorkOrders.Customers;
using WorkOrders.Customers.Duplicates;
using WorkOrders.Customers.Duplicates.Merge;
using WorkOrders.Customers.Duplicates.Finder;
using WorkOrders.Customers.Opportunities;
using WorkOrders.Database;

namespace WorkOrders.Tests.Customers.Duplicates;

/// <summary>合并: one customer of two, with nothing lost, and who may not.</summary>
public sealed class MergingTests(TestDatabase database) : IClassFixture<TestDatabase>, IAsyncLifetime
{
    private MergeScene scene = null!;

    public async Task InitializeAsync() => scene = await MergeScene.MakeAsync(database, Given.Clock());

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task Who_is_not_the_loser_is_not_the_survivor_either()
    {
        var (survivor, loser) = (await scene.SaveAsync(new() { Name = "甲" }), await scene.SaveAsync(new() { Name = "甲" }));
        var other = await scene.SaveAsync(new() { Name = "甲" });
        Done(await new Dismissing(database, Given.Clock()).DismissAsync(loser.Id, other.Id, scene.Me));
        await scene.MergedAsync(survivor, loser);
        Assert.True(await database.ReadAsync(db => db.Set<NotSamePerson>().AnyAsync(n => n.A == survivor.Id && n.B == other.Id)));
    }

    [Fact]
    public async Task An_active_customer_is_not_merged_into_an_inactive_one()
    {
        var (inactive, active) = (await scene.SaveAsync(new() { Name = "乙" }), await scene.SaveAsync(new() { Name = "乙" }));
        await using (var db = database.CreateDbContext())
        {
            var customer = await db.Customers.SingleAsync(c => c.Id == inactive.Id);
            Done(customer.Deactivate("不再来往", scene.Me, Given.Now));
            await db.SaveChangesAsync();
        }

        Refused((await scene.MergeAsync(inactive, active)).Outcome, "不能把正常的客户并入已停用或在公海的客户，请保留正常的客户");
        Done((await scene.MergeAsync(active, inactive)).Outcome);
    }

    [Fact]
    public async Task An_opportunity_entered_on_the_page_of_the_loser_belongs_to_the_survivor()
    {
        var (survivor, loser) = (await scene.SaveAsync(new() { Name = "丙" }), await scene.SaveAsync(new() { Name = "丙" }));
        await scene.MergedAsync(survivor, loser);
        Done(await database.Factory.AddOpportunityAsync(loser.Id, new("续租", 100, BusinessTime.DayOf(Given.Now)), scene.Me, Given.Now));
        Assert.True(await database.ReadAsync(db => db.Opportunities.AnyAsync(o => o.CustomerId == survivor.Id)));
    }

    [Fact]
    public async Task The_survivor_takes_the_chosen_values_and_keeps_the_others_as_former_ones()
    {
        var (phone, other, id) = (MergeScene.SomePhone(), MergeScene.SomePhone(), Given.SomeId());
        var email = EmailAddress.Parse("li@example.cn");
        var survivor = await scene.SaveAsync(new() { Name = "张伟", Phone = phone, Industry = "零售" });
        var loser = await scene.SaveAsync(new() { Name = "张 玮", Phone = other, IdNumber = id, Email = email, Industry = "零售", Region = "华北", Level = CustomerLevel.Important });
        await scene.MergedAsync(survivor, loser, new(StringComparer.Ordinal) { ["phone"] = MergeSide.Other, ["email"] = MergeSide.Survivor });

        var (now, alias) = (await scene.NowAsync(survivor), await scene.NowAsync(loser));
        Assert.Equal(survivor.Values with { Phone = other, IdNumber = id, Region = "华北" }, now.Values);
        Assert.Equal((survivor.Id, null, null, null), (alias.MergedIntoId, alias.Phone, alias.IdNumber, alias.TaxId));
        await using var db = database.CreateDbContext();
        var former = await db.FormerValues.Where(f => f.CustomerId == survivor.Id).OrderBy(f => f.Id).ToListAsync();
        Assert.Equal(
            [(CustomerFields.FullName, "张 玮"), (CustomerFields.Phone, phone), (CustomerFields.Email, email), (CustomerFields.Level, (object?)"CustomerLevel.Important")],
            former.Select(f => (f.Field, f.Value)));
        var keys = await CustomerKeys.OfAsync(db, now);
        Assert.Equal([other.Key, phone.Key], keys.Phones);
        Assert.Equal([id.Key], keys.Ids);
    }

    [Fact]
    public async Task Unique_values_of_both_can_change_sides()
    {
        const string Tax = "91110000802100433B";
        Assert.NotNull(CreditCode.Parse(Tax));
        var survivor = await scene.SaveAsync(new() { Name = "华信科技有限公司", Type = CustomerType.Enterprise, Phone = MergeScene.SomePhone() });
        var loser = await scene.SaveAsync(new() { Name = "华信科技股份有限公司", Type = CustomerType.Enterprise, Phone = MergeScene.SomePhone(), TaxId = Tax });
        await scene.MergedAsync(survivor, loser, new(StringComparer.Ordinal) { ["customerName"] = MergeSide.Other, ["phone"] = MergeSide.Other });
        Assert.Equal(loser.Values, (await scene.NowAsync(survivor)).Values);
    }

    [Fact]
    public async Task What_led_to_the_loser_leads_to_the_last_survivor()
    {
        var (first, second, third) = (await SomebodyAsync(), await SomebodyAsync(), await SomebodyAsync());
        await scene.MergedAsync(second, third);
        await scene.MergedAsync(first, second);
        await using var db = database.CreateDbContext();
        Assert.Equal(first.Id, await db.SurvivorOfAsync(third.Id));
        Assert.Equal([first.Id], await db.Customers.VisibleTo(scene.Me).Where(c => c.Id == first.Id || c.Id == second.Id || c.Id == third.Id).Select(c => c.Id).ToListAsync());

        // The telephone of the third was a former value of the second.
        Assert.Equal(3, (await CustomerKeys.OfAsync(db, await scene.NowAsync(first))).Phones.Count);
    }

    [Fact]
    public async Task Both_customers_have_it_on_record()
    {
        var (survivor, loser) = (await SomebodyAsync(), await SomebodyAsync());
        await scene.MergedAsync(survivor, loser);
        await using var db = database.CreateDbContext();
        var records = await db.OperationRecords.Where(r => r.Subject == CustomerSubjects.Customer).ToListAsync();
        Assert.Contains(records, r => r.SubjectKey == $"{survivor.Id}" && r.Action == MergeActions.Merged && r.ActorId == scene.Leader.Id && r.Changes[0].To == $"{loser.Id}");
        Assert.Contains(records, r => r.SubjectKey == $"{loser.Id}" && r.Action == MergeActions.BecameAlias && r.Changes[0].To == $"{survivor.Id}");
    }

    [Fact]
    public async Task Refused_with_itself_an_alias_a_stranger_an_old_version_and_without_the_right()
    {
        var (one, two, alias) = (await SomebodyAsync(), await SomebodyAsync(), await SomebodyAsync());
        await scene.MergedAsync(one, alias);
        const string Itself = "这是同一位客户，不能与自己合并";
        Refused((await scene.MergeAsync(one, one)).Outcome, Itself);
        Refused((await scene.MergeAsync(one, alias)).Outcome, Itself);
        Refused((await scene.MergeAsync(two, alias)).Outcome, "客户 {0} 已合并到客户 {1}，请选择后者", alias.Id, one.Id);
        Refused((await scene.MergeAsync(alias, two)).Outcome, "客户 {0} 已合并到客户 {1}，请选择后者", alias.Id, one.Id);
        Refused((await scene.Merging.MergeAsync(new(two.Id, two.Version, int.MaxValue, 0), scene.Me)).Outcome, Refusal.Missing, "没有找到客户，或您无权查看");
        Refused((await scene.Merging.MergeAsync(new(two.Id, two.Version, one.Id, one.Version), scene.Me)).Outcome, "客户资料刚被别人修改或合并，请看过最新内容后再试");
        foreach (var role in new[] { Roles.Agent, Roles.AccountManager, Roles.Compliance, Roles.RiskAuditor })
        {
            Refused((await scene.MergeAsync(one, two, me: As.In(scene.Leader, role))).Outcome, Refusal.Permission, "您没有合并客户的权限");
        }
    }

    [Fact]
    public async Task A_third_customer_with_the_chosen_name_is_named()
    {
        var third = await scene.SaveAsync(new() { Name = "远大物流有限公司", Type = CustomerType.Enterprise });
        var survivor = await scene.SaveAsync(new() { Name = "远大物流有限公司", Type = CustomerType.Individual });
        var loser = await scene.SaveAsync(new() { Name = "远大物流集团", Type = CustomerType.Enterprise });
        var answer = await scene.MergeAsync(survivor, loser, new(StringComparer.Ordinal) { ["customerType"] = MergeSide.Other });
        Refused(answer.Outcome, "没有保存：{0}已经是客户 {1}（编号 {2}）的", CustomerFields.FullName.Text, third.Name, third.Id);
        Assert.False((await scene.NowAsync(loser)).IsAlias);
    }

    [Fact]
    public async Task Of_overlapping_merges_at_once_exactly_one_wins_for_each_customer()
    {
        for (var round = 0; round < 5; round++)
        {
            var (a, b, c) = (await SomebodyAsync(), await SomebodyAsync(), await SomebodyAsync());
            (Customer Survivor, Customer Other)[] pairs = [(a, b), (b, a), (a, b), (b, c), (c, a)];
            var answers = await Task.WhenAll(pairs.Select(p => Task.Run(() =>
                scene.Merging.MergeAsync(new(p.Survivor.Id, p.Survivor.Version, p.Other.Id, p.Other.Version), scene.Me))));
            var won = Assert.Single(answers, x => !x.Outcome.IsRefused);
            await using var db = database.CreateDbContext();
            var merge = await db.CustomerMerges.SingleAsync(m => m.Id == won.MergeId);
            Assert.Equal([merge.LoserId], await db.Customers.Where(x => (x.Id == a.Id || x.Id == b.Id || x.Id == c.Id) && x.MergedIntoId != null).Select(x => x.Id).ToListAsync());
            Assert.Equal(1, await db.FormerValues.CountAsync(f => f.CustomerId == merge.SurvivorId && f.Field == CustomerFields.Phone));
        }
    }

    [Fact]
    public void Every_field_is_kept_by_a_merge()
    {
        var values = new CustomerValues
        {
            Name = "名", Type = CustomerType.Enterprise, Phone = PhoneNumber.Parse(Given.Phone), Email = EmailAddress.Parse("a@b.cn"), TaxId = "T", IdNumber = IdNumber.Parse(Given.Id),
            Industry = "行业", Region = "地区", Level = CustomerLevel.Potential, OwnerId = 7, Address = PostalAddress.Parse("地址"), CompanyName = "单位",
            CompanyAddress = PostalAddress.Parse("单位地址"), ContactName = "联系人", ContactPhone = PhoneNumber.Parse("13912345678"), WechatUserId = "wx",
        };
        Assert.All(CustomerFields.All, f => Assert.NotEqual(f.Get(new CustomerValues()), f.Get(values)));
        Assert.Equal(values, KeptValues.Read(KeptValues.Write(values)));
    }

    private Task<Customer> SomebodyAsync() => scene.SaveAsync(new() { Name = "张伟", Phone = MergeScene.SomePhone() });
}
