using Microsoft.EntityFrameworkCore;
using WorkOrders.Customers;
using WorkOrders.Customers.Duplicates.Finder;
using WorkOrders.Customers.Duplicates.Merge;
using WorkOrders.Database;

namespace WorkOrders.Tests.Customers.Duplicates;

/// <summary>查找重复客户: who is proposed, why, and who is not.</summary>
public sealed class FindDuplicatesTests(TestDatabase database) : IClassFixture<TestDatabase>, IAsyncLifetime
{
    private MergeScene scene = null!;

    private Dismissing Dismissing => new(database, Given.Clock());

    public async Task InitializeAsync() => scene = await MergeScene.MakeAsync(database, Given.Clock());

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task Shared_numbers_e_mails_and_names_are_reasons_and_add_up()
    {
        var (name, phone) = ("欧阳" + Given.Next(), MergeScene.SomePhone());
        var one = await scene.SaveAsync(new() { Name = name, Phone = phone, Email = EmailAddress.Parse($"Li{Given.Next()}@example.cn") });
        var contact = await scene.SaveAsync(new() { Name = "别人" + Given.Next(), ContactPhone = PhoneNumber.Parse("+86" + phone.Unmask()) });
        var mail = await scene.SaveAsync(new() { Name = "甲" + Given.Next(), Email = EmailAddress.Parse(one.Email!.Unmask().ToLowerInvariant()) });
        var namesake = await scene.SaveAsync(new() { Name = name.Insert(1, " "), ContactPhone = phone });
        await RunAsync();
        Assert.Equal([DuplicateReason.SamePhone], await ReasonsAsync(one, contact));
        Assert.Equal([DuplicateReason.SameEmail], await ReasonsAsync(one, mail));
        Assert.Equal([DuplicateReason.SamePhone, DuplicateReason.SameName], await ReasonsAsync(one, namesake));
        Assert.Equal([DuplicateReason.SamePhone], await ReasonsAsync(contact, namesake));
        await using var db = database.CreateDbContext();
        var scores = await db.DuplicateProposals.Where(p => p.A == one.Id).OrderBy(p => p.B).Select(p => p.Score).ToListAsync();
        Assert.Equal([40, 40, 70], scores);
        Assert.False(await db.Set<DuplicateFinding>().AnyAsync());
    }

    [Fact]
    public async Task A_former_card_is_a_reason()
    {
        var id = Given.SomeId();
        var survivor = await scene.SaveAsync(new() { Name = "旧" + Given.Next(), IdNumber = Given.SomeId() });
        var loser = await scene.SaveAsync(new() { Name = "旧" + Given.Next(), IdNumber = id });
        await scene.MergedAsync(survivor, loser);
        var again = await scene.SaveAsync(new() { Name = "新" + Given.Next(), IdNumber = id });
        await RunAsync();
        Assert.Equal([DuplicateReason.SameIdNumber], await ReasonsAsync(survivor, again));
        Assert.Empty(await ReasonsAsync(loser, again));
    }

    [Fact]
    public async Task Enterprises_with_similar_names_are_proposed_also_after_a_change_of_name()
    {
        var one = await scene.SaveAsync(new() { Name = "北京鑫淼瀚海科技有限公司", Type = CustomerType.Enterprise });
        var two = await scene.SaveAsync(new() { Name = "北京鑫淼瀚海科技股份有限公司", Type = CustomerType.Enterprise });
        var other = await scene.SaveAsync(new() { Name = "上海远洋贸易有限公司", Type = CustomerType.Enterprise });
        await RunAsync();
        Assert.Equal([DuplicateReason.SimilarName], await ReasonsAsync(one, two));
        Assert.Empty(await ReasonsAsync(one, other));
        await scene.ChangeAsync(two, v => v with { Name = "上海远洋贸易集团有限公司" });
        await RunAsync();
        Assert.Empty(await ReasonsAsync(one, two));
        Assert.Equal([DuplicateReason.SimilarName], await ReasonsAsync(two, other));
    }

    [Fact]
    public async Task Bigrams_follow_the_name_the_type_and_a_merge_in_the_same_save()
    {
        var one = await scene.SaveAsync(new() { Name = "甲乙丙丁有限公司", Type = CustomerType.Enterprise });
        Assert.Equal(3, await BigramsAsync(one));
        await scene.ChangeAsync(one, v => v with { Name = "甲乙丙" });
        Assert.Equal(2, await BigramsAsync(one));
        await scene.ChangeAsync(one, v => v with { Type = CustomerType.Individual });
        Assert.Equal(0, await BigramsAsync(one));
        await scene.ChangeAsync(one, v => v with { Type = CustomerType.Enterprise });
        var survivor = await scene.SaveAsync(new() { Name = "戊己庚辛", Type = CustomerType.Enterprise });
        var merge = await scene.MergedAsync(survivor, one);
        Assert.Equal((0, 3), (await BigramsAsync(one), await BigramsAsync(survivor)));
        Done((await scene.UndoAsync(merge)).Outcome);
        Assert.Equal(2, await BigramsAsync(one));
    }

    [Fact]
    public async Task Bigrams_that_a_bulk_load_left_out_are_made_by_the_run()
    {
        var one = await scene.SaveAsync(new() { Name = "壬癸子丑寅卯有限公司", Type = CustomerType.Enterprise });
        await database.ReadAsync(db => db.Set<CustomerBigram>().Where(b => b.CustomerId == one.Id).ExecuteDeleteAsync());
        await RunAsync();
        Assert.Equal(5, await BigramsAsync(one));
    }

    [Fact]
    public async Task People_with_different_cards_and_those_somebody_looked_at_are_not_proposed()
    {
        var name = "慕容" + Given.Next();
        var one = await scene.SaveAsync(new() { Name = name, IdNumber = Given.SomeId() });
        var two = await scene.SaveAsync(new() { Name = name, IdNumber = Given.SomeId() });
        var three = await scene.SaveAsync(new() { Name = name });
        await RunAsync();
        Assert.Empty(await ReasonsAsync(one, two));
        Assert.Equal([DuplicateReason.SameName], await ReasonsAsync(one, three));
        Refused(await Dismissing.DismissAsync(one.Id, three.Id, As.In(scene.Leader, Roles.AccountManager)), Refusal.Permission, "您没有合并客户的权限");
        Refused(await Dismissing.DismissAsync(one.Id, one.Id, scene.Me), Refusal.Missing, "没有找到客户，或您无权查看");
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => Task.Run(() => Dismissing.DismissAsync(three.Id, one.Id, scene.Me))));
        Assert.All(outcomes, Done);
        Assert.Empty(await ReasonsAsync(one, three));
        await RunAsync();
        Assert.Empty(await ReasonsAsync(one, three));
        Assert.Equal([DuplicateReason.SameName], await ReasonsAsync(two, three));
        Assert.Equal(2, await database.ReadAsync(db => db.OperationRecords.CountAsync(r => r.Action == MergeActions.NotSame && (r.SubjectKey == $"{one.Id}" || r.SubjectKey == $"{three.Id}"))));
    }

    [Fact]
    public async Task A_name_that_many_share_proposes_nothing_alone()
    {
        var name = "王伟" + Given.Next();
        for (var i = 0; i <= FindDuplicates.MostOfGroup; i++)
        {
            await scene.SaveAsync(new() { Name = name });
        }

        await RunAsync();
        Assert.False(await database.ReadAsync(db => db.DuplicateProposals.AnyAsync(p => p.First.Name == name)));
    }

    [Fact]
    public async Task A_run_that_is_cancelled_leaves_the_list_and_the_next_one_is_complete()
    {
        var name = "司徒" + Given.Next();
        var (one, two) = (await scene.SaveAsync(new() { Name = name }), await scene.SaveAsync(new() { Name = name }));
        var count = await RunAsync();
        using var stop = new CancellationTokenSource();
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => new FindDuplicates(database).RunAsync(stop.Token));
        Assert.Equal([DuplicateReason.SameName], await ReasonsAsync(one, two));
        Assert.Equal(count, await RunAsync());
    }

    [Fact]
    public async Task A_merge_takes_the_proposals_of_the_loser_away()
    {
        var name = "尉迟" + Given.Next();
        var (one, two, three) = (await scene.SaveAsync(new() { Name = name }), await scene.SaveAsync(new() { Name = name }), await scene.SaveAsync(new() { Name = name }));
        await RunAsync();
        await scene.MergedAsync(one, two);
        Assert.Empty(await ReasonsAsync(one, two));
        Assert.Empty(await ReasonsAsync(two, three));
        Assert.Equal([DuplicateReason.SameName], await ReasonsAsync(one, three));
    }

    [Theory]
    [InlineData("北京华信科技有限公司", "北京华信科技股份有限公司", 100)]
    [InlineData("北京市华信科技", "北京华信科技", 72)]
    [InlineData("上海华信科技", "北京华信科技", 60)]
    [InlineData("甲", "乙", 0)]
    public void Likeness_counts_common_bigrams(string one, string other, int percent) => Assert.Equal(percent, NameLikeness.Of(one, other));

    private Task<int> RunAsync() => new FindDuplicates(database).RunAsync(CancellationToken.None);

    private Task<int> BigramsAsync(Customer customer) => database.ReadAsync(db => db.Set<CustomerBigram>().CountAsync(b => b.CustomerId == customer.Id));

    private async Task<IEnumerable<DuplicateReason>> ReasonsAsync(Customer a, Customer b) =>
        (await database.ReadAsync(db => db.DuplicateProposals.AsNoTracking().SingleOrDefaultAsync(p => p.A == a.Id && p.B == b.Id)))?.Reasons ?? [];
}
