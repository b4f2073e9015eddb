using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Time.Testing;
using WorkOrders.Customers;
using WorkOrders.Customers.Duplicates.Merge;
using WorkOrders.Customers.FollowUps;
using WorkOrders.Database;

namespace WorkOrders.Tests.Customers.Duplicates;

/// <summary>撤销合并: everything is where it was, and what changed meanwhile is asked about.</summary>
public sealed class UndoingMergeTests(TestDatabase database) : IClassFixture<TestDatabase>, IAsyncLifetime
{
    private const string Undecided = "合并之后有 {0} 处改动，请逐项选择保留现在的还是恢复合并前的";

    private readonly FakeTimeProvider clock = Given.Clock();
    private MergeScene scene = null!;

    public async Task InitializeAsync() => scene = await MergeScene.MakeAsync(database, clock);

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task Both_customers_are_as_before()
    {
        var (survivor, loser) = await PairAsync();
        var merge = await scene.MergedAsync(survivor, loser, new(StringComparer.Ordinal) { ["phone"] = MergeSide.Other, ["customerName"] = MergeSide.Other });
        Done((await scene.UndoAsync(merge)).Outcome);
        var (one, two) = (await scene.NowAsync(survivor), await scene.NowAsync(loser));
        Assert.Equal((survivor.Values, loser.Values), (one.Values, two.Values));
        Assert.Equal((null, null), (one.MergedIntoId, two.MergedIntoId));
        await using var db = database.CreateDbContext();
        Assert.False(await db.FormerValues.AnyAsync(f => f.CustomerId == survivor.Id || f.CustomerId == loser.Id));
        Assert.Equal([loser.Phone!.Key], (await CustomerKeys.OfAsync(db, two)).Phones);
        Assert.Equal(2, await db.OperationRecords.CountAsync(r => (r.SubjectKey == $"{survivor.Id}" && r.Action == MergeActions.Undone) || (r.SubjectKey == $"{loser.Id}" && r.Action == MergeActions.StoodAlone)));

        // Also what an earlier merge had left.
        Done((await scene.MergeAsync(survivor, loser)).Outcome);
    }

    [Fact]
    public async Task Former_values_of_an_earlier_merge_go_back_with_the_loser()
    {
        var (survivor, loser) = await PairAsync();
        var earlier = await scene.SaveAsync(new() { Name = "张伟", Phone = MergeScene.SomePhone() });
        await scene.MergedAsync(loser, earlier);
        var merge = await scene.MergedAsync(survivor, loser);
        Done((await scene.UndoAsync(merge)).Outcome);
        await using var db = database.CreateDbContext();
        Assert.Equal([loser.Phone!.Key, earlier.Phone!.Key], (await CustomerKeys.OfAsync(db, await scene.NowAsync(loser))).Phones);
        Assert.Equal([survivor.Phone!.Key], (await CustomerKeys.OfAsync(db, await scene.NowAsync(survivor))).Phones);
    }

    [Fact]
    public async Task A_former_number_that_somebody_else_has_now_tells_of_no_orders_any_more()
    {
        var (survivor, loser) = await PairAsync();
        await scene.MergedAsync(survivor, loser);
        await scene.SaveAsync(new() { Name = "新号主", Phone = loser.Phone });
        await using var db = database.CreateDbContext();
        Assert.Equal([survivor.Phone!.Key], (await CustomerKeys.OfAsync(db, await scene.NowAsync(survivor))).Phones);
    }

    [Fact]
    public async Task Each_has_its_own_last_follow_up_again_whatever_was_merged_in_between()
    {
        var (survivor, one) = await PairAsync();
        var other = await scene.SaveAsync(new() { Name = "张伟", Phone = MergeScene.SomePhone() });
        foreach (var (customer, day) in new[] { (survivor, 1), (one, 5), (other, 3) })
        {
            Done((await database.Factory.FollowUpCustomerAsync(customer.Id, new(CustomerFollowUpKind.Phone, FreeText.Parse("谈过"), null), scene.Me, Given.Now.AddDays(-10 + day))).Outcome);
        }

        var first = await scene.MergedAsync(survivor, one);
        await scene.MergedAsync(survivor, other);
        Done((await scene.UndoAsync(first)).Outcome);
        Assert.Equal(Given.Now.AddDays(-7), (await scene.NowAsync(survivor)).LastFollowUpAt);
        Assert.Equal(Given.Now.AddDays(-5), (await scene.NowAsync(one)).LastFollowUpAt);
    }

    [Theory]
    [InlineData(UndoChoice.Present)]
    [InlineData(UndoChoice.Before)]
    public async Task A_field_that_was_changed_meanwhile_is_asked_about(UndoChoice choice)
    {
        var (survivor, loser) = await PairAsync();
        var merge = await scene.MergedAsync(survivor, loser, new(StringComparer.Ordinal) { ["phone"] = MergeSide.Other });
        var newer = MergeScene.SomePhone();
        await scene.ChangeAsync(survivor, v => v with { Phone = newer, Industry = "物流" });
        var asked = await scene.UndoAsync(merge);
        Refused(asked.Outcome, Undecided, 1);
        var conflict = Assert.Single(asked.Conflicts);
        Assert.Equal(("phone", newer, survivor.Phone, null), (conflict.Key, conflict.Present, conflict.Before, conflict.TakenBy));
        Assert.True((await scene.NowAsync(loser)).IsAlias);
        Done((await scene.UndoAsync(merge, ("phone", choice))).Outcome);

        // The merge didn't change the industry, so what was typed meanwhile stays.
        Assert.Equal(survivor.Values with { Phone = choice == UndoChoice.Present ? newer : survivor.Phone, Industry = "物流" }, (await scene.NowAsync(survivor)).Values);
        Assert.Equal(loser.Values, (await scene.NowAsync(loser)).Values);
    }

    [Theory]
    [InlineData(UndoChoice.Present)]
    [InlineData(UndoChoice.Before)]
    public async Task A_unique_value_that_somebody_else_has_now_is_asked_about(UndoChoice choice)
    {
        var (survivor, loser) = await PairAsync();
        var merge = await scene.MergedAsync(survivor, loser);
        var third = await scene.SaveAsync(new() { Name = "王芳", Phone = loser.Phone });
        var look = await scene.Undoing.LookAsync(merge, scene.Me);
        Done(look.Outcome);
        Assert.Equal(("other.phone", third.Id), (Assert.Single(look.Conflicts).Key, look.Conflicts[0].TakenBy!.Id));
        Refused((await scene.UndoAsync(merge)).Outcome, Undecided, 1);
        Done((await scene.UndoAsync(merge, ("other.phone", choice))).Outcome);
        var (two, other) = (await scene.NowAsync(loser), await scene.NowAsync(third));
        Assert.Equal(choice == UndoChoice.Present ? (null, loser.Phone) : (loser.Phone, null), (two.Phone, other.Phone));
        await using var db = database.CreateDbContext();

        // Whoever goes without the number has it as a former one, and sees no orders of whom it belongs to now.
        var without = choice == UndoChoice.Present ? two : other;
        Assert.True(await db.FormerValues.AnyAsync(f => f.CustomerId == without.Id && f.PhoneKey == loser.Phone!.Key));
        Assert.Empty((await CustomerKeys.OfAsync(db, without)).Phones);
        Assert.Equal(choice == UndoChoice.Before, await db.OperationRecords.AnyAsync(r => r.SubjectKey == $"{third.Id}" && r.Action == MergeActions.GaveUp));
    }

    [Theory]
    [InlineData(UndoChoice.Present)]
    [InlineData(UndoChoice.Before)]
    public async Task A_value_of_the_survivor_that_somebody_else_has_now_is_asked_about(UndoChoice choice)
    {
        var (survivor, loser) = await PairAsync();
        var merge = await scene.MergedAsync(survivor, loser, new(StringComparer.Ordinal) { ["phone"] = MergeSide.Other });
        var third = await scene.SaveAsync(new() { Name = "王芳", Phone = survivor.Phone });
        Refused((await scene.UndoAsync(merge)).Outcome, Undecided, 1);
        Done((await scene.UndoAsync(merge, ("phone", choice))).Outcome);
        var (one, two, other) = (await scene.NowAsync(survivor), await scene.NowAsync(loser), await scene.NowAsync(third));

        // Who keeps the merged number keeps it alone: the loser comes back without it, but is still found by it.
        Assert.Equal(
            choice == UndoChoice.Present ? (loser.Phone, null, survivor.Phone) : (survivor.Phone, loser.Phone, null),
            (one.Phone, two.Phone, other.Phone));
    }

    [Fact]
    public async Task The_name_of_an_enterprise_that_another_one_has_now_refuses_it()
    {
        var survivor = await scene.SaveAsync(new() { Name = "乙公司" + Given.Next(), Type = CustomerType.Enterprise });
        var loser = await scene.SaveAsync(new() { Name = "甲公司" + Given.Next(), Type = CustomerType.Enterprise });
        var merge = await scene.MergedAsync(survivor, loser);
        var third = await scene.SaveAsync(new() { Name = loser.Name, Type = CustomerType.Enterprise });
        Refused((await scene.UndoAsync(merge)).Outcome, "没有保存：{0}已经是客户 {1}（编号 {2}）的", CustomerFields.FullName.Text, third.Name, third.Id);
    }

    [Fact]
    public async Task Refused_after_thirty_days_twice_out_of_order_and_without_the_right()
    {
        var (survivor, loser) = await PairAsync();
        var merge = await scene.MergedAsync(survivor, loser);
        Refused((await scene.Undoing.UndoAsync(merge, new Dictionary<string, UndoChoice>(), As.In(scene.Leader, Roles.Agent))).Outcome, Refusal.Permission, "您没有合并客户的权限");
        Refused((await scene.UndoAsync(long.MaxValue)).Outcome, Refusal.Missing, "没有找到记录，或您无权查看");
        var (last, _) = await PairAsync();
        var next = await scene.MergedAsync(last, survivor);
        Refused((await scene.UndoAsync(merge)).Outcome, "客户 {0} 后来已合并到客户 {1}，请先撤销那一次合并", survivor.Id, last.Id);
        Done((await scene.UndoAsync(next)).Outcome);
        Refused((await scene.UndoAsync(next)).Outcome, "这次合并已经撤销");
        clock.Advance(CustomerMerge.UndoPeriod);
        clock.Advance(TimeSpan.FromSeconds(1));
        Refused((await scene.UndoAsync(merge)).Outcome, "合并已超过 {0} 天，不能再撤销", 30);
    }

    [Fact]
    public async Task Of_two_undos_at_once_one_wins()
    {
        var (survivor, loser) = await PairAsync();
        var merge = await scene.MergedAsync(survivor, loser);
        var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => scene.UndoAsync(merge))));
        Assert.Single(answers, a => !a.Outcome.IsRefused);
        Assert.Equal(loser.Values, (await scene.NowAsync(loser)).Values);
    }

    [Fact]
    public async Task An_undo_of_what_was_not_shown_is_refused()
    {
        var (survivor, loser) = await PairAsync();
        var merge = await scene.MergedAsync(survivor, loser);
        var shown = await scene.Undoing.LookAsync(merge, scene.Me);
        await scene.ChangeAsync(survivor, v => v with { Industry = "物流" });
        Refused((await scene.Undoing.UndoAsync(merge, new Dictionary<string, UndoChoice>(), scene.Me, shown.SurvivorVersion)).Outcome, "客户资料刚被别人修改或合并，请看过最新内容后再试");
    }

    private async Task<(Customer Survivor, Customer Loser)> PairAsync() => (
        await scene.SaveAsync(new() { Name = "张伟", Phone = MergeScene.SomePhone(), Industry = "零售" }),
        await scene.SaveAsync(new() { Name = "张玮", Phone = MergeScene.SomePhone(), IdNumber = Given.SomeId(), Region = "华北", Industry = "零售" }));
}
