using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.AspNetCore.Components;
using MudBlazor;
using WorkOrders.Customers;
using WorkOrders.Customers.Duplicates.Finder;
using WorkOrders.Customers.Duplicates.Listing;
using WorkOrders.Customers.Duplicates.Merge;
using WorkOrders.Customers.Duplicates.Merges;

namespace WorkOrders.Tests.Customers.Duplicates;

/// <summary>The pages 重复客户 and 合并记录: compare and merge, dismiss, merge in bulk, undo with a conflict.</summary>
public sealed class DuplicateScreenTests(TestDatabase database) : ComponentTest(database)
{
    private MergeScene scene = null!;

    public override async Task InitializeAsync()
    {
        scene = await MergeScene.MakeAsync(Database, Clock);
        SignIn(scene.Me);
        await Database.ReadAsync(db => db.DuplicateProposals.ExecuteDeleteAsync());
    }

    [Fact]
    public async Task Two_customers_are_compared_and_merged_with_the_chosen_values()
    {
        var (one, two) = await PairAsync();
        await FindAsync();
        var dialogs = Render<MudDialogProvider>();
        var page = RenderPage<DuplicateList>("/customers/duplicates");
        Assert.DoesNotContain(one.Phone!.Unmask(), page.Markup, StringComparison.Ordinal);
        _ = page.OnAsync($"button[aria-label='比较客户 {one.Id} 和 {two.Id}']", b => b.ClickAsync(new()));
        await dialogs.OnAsync($"input[aria-label='客户电话用客户 {two.Id} 的']", i => i.ChangeAsync("on"));
        await dialogs.ClickAsync("合并");
        page.WaitForAssertion(() => Assert.Empty(page.FindAll($"button[aria-label='比较客户 {one.Id} 和 {two.Id}']")));
        Assert.Equal(one.Values with { Phone = two.Phone, Region = "华北" }, (await scene.NowAsync(one)).Values);
        Assert.Equal("已合并，30 天内可以在“合并记录”里撤销", Assert.Single(Toasts).Text);
    }

    [Fact]
    public async Task Who_is_not_the_same_person_leaves_the_list()
    {
        var (one, two) = await PairAsync();
        await FindAsync();
        var page = RenderPage<DuplicateList>("/customers/duplicates");
        await page.OnAsync($"button[aria-label='客户 {one.Id} 和 {two.Id} 不是同一人']", b => b.ClickAsync(new()));
        page.WaitForAssertion(() => Assert.Empty(page.FindAll($"button[aria-label='比较客户 {one.Id} 和 {two.Id}']")));
        Assert.True(await Database.ReadAsync(db => db.Set<NotSamePerson>().AnyAsync(n => n.A == one.Id && n.B == two.Id)));
    }

    [Fact]
    public async Task Only_what_does_not_contradict_is_merged_in_bulk_into_the_older_one()
    {
        var (one, two) = await PairAsync();
        var name = "东方" + Given.Next();
        var (older, newer) = (await scene.SaveAsync(new() { Name = name }), await scene.SaveAsync(new() { Name = name, Phone = MergeScene.SomePhone() }));
        await FindAsync();
        var dialogs = Render<MudDialogProvider>();
        var page = RenderPage<DuplicateList>("/customers/duplicates");
        await page.ClickAsync("选择本页可直接合并的");
        var merging = page.ClickAsync("合并所选（1）");
        await dialogs.ClickAsync("合并");
        await merging;
        Assert.Equal((older.Id, null), ((await scene.NowAsync(newer)).MergedIntoId, (await scene.NowAsync(two)).MergedIntoId));
        Assert.Equal(newer.Phone, (await scene.NowAsync(older)).Phone);
        page.WaitForAssertion(() => Assert.Contains($"编号 {one.Id}", page.Markup, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_chosen_customer_can_be_merged_with_any_other()
    {
        var (one, two) = (await scene.SaveAsync(new() { Name = "南宫" + Given.Next() }), await scene.SaveAsync(new() { Name = "西门" + Given.Next() }));
        var dialogs = Render<MudDialogProvider>();
        Render<MudPopoverProvider>();
        var page = RenderPage<DuplicateList>(DuplicateQuery.AddressWith(one.Id));
        page.WaitForAssertion(() => Assert.Contains($"把客户 {one.Name}（编号 {one.Id}）与另一位客户合并", page.Markup, StringComparison.Ordinal));
        await page.OnAsync("input#field-另一位客户", e => e.InputAsync(two.Name));
        await page.OnAsync("input#field-另一位客户", e => e.BlurAsync(new()));
        page.WaitForState(() => !page.Button("比较").HasAttribute("disabled"));
        _ = page.ClickAsync("比较");
        await dialogs.OnAsync($"input[aria-label='保留客户 {two.Id}']", i => i.ChangeAsync("on"));
        await dialogs.ClickAsync("合并");
        page.WaitForAssertion(() => Assert.Contains("没有找到客户，或您无权查看", page.Markup, StringComparison.Ordinal));
        Assert.Equal(two.Id, (await scene.NowAsync(one)).MergedIntoId);
    }

    [Fact]
    public async Task A_merge_is_undone_when_what_changed_since_is_decided()
    {
        var (one, two) = await PairAsync();
        await scene.MergedAsync(one, two, new(StringComparer.Ordinal) { ["phone"] = MergeSide.Other });
        await scene.ChangeAsync(one, v => v with { Phone = MergeScene.SomePhone() });
        var dialogs = Render<MudDialogProvider>();
        var page = RenderPage<MergeList>("/customers/merges");
        page.WaitForAssertion(() => Assert.Contains("还有 30 天", page.Markup, StringComparison.Ordinal));
        _ = page.OnAsync($"button[aria-label='撤销客户 {one.Id} 与 {two.Id} 的合并']", b => b.ClickAsync(new()));
        Assert.True(dialogs.Button("撤销合并").HasAttribute("disabled"));
        Assert.DoesNotContain(one.Phone!.Unmask(), dialogs.Markup, StringComparison.Ordinal);
        await dialogs.OnAsync("input[aria-label='客户电话：恢复合并前的']", i => i.ChangeAsync("on"));
        await dialogs.ClickAsync("撤销合并");
        page.WaitForAssertion(() => Assert.Contains("周敏已撤销", page.Markup, StringComparison.Ordinal));
        Assert.Equal((one.Values, two.Values), ((await scene.NowAsync(one)).Values, (await scene.NowAsync(two)).Values));
    }

    private IRenderedComponent<T> RenderPage<T>(string address)
        where T : IComponent
    {
        Services.GetRequiredService<NavigationManager>().NavigateTo(address);
        return Render<T>();
    }

    private Task<int> FindAsync() => new FindDuplicates(Database).RunAsync(CancellationToken.None);

    // Two of one name with different telephones: nothing to merge without looking.
    private async Task<(Customer One, Customer Two)> PairAsync()
    {
        var name = "上官" + Given.Next();
        return (
            await scene.SaveAsync(new() { Name = name, Phone = MergeScene.SomePhone() }),
            await scene.SaveAsync(new() { Name = name, Phone = MergeScene.SomePhone(), Region = "华北" }));
    }
}
