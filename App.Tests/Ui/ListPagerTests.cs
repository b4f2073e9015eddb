using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using WorkOrders.Ui.Lists;

namespace WorkOrders.Tests.Ui;

/// <summary>The pager of every list.</summary>
public sealed class ListPagerTests(TestDatabase database) : ComponentTest(database)
{
    [Fact]
    public void It_links_the_first_the_near_and_the_last_page_and_leaves_gaps_between()
    {
        var pager = Open(total: 1_970, page: 6);
        Assert.Equal(["1", "…", "4", "5", "6", "7", "8", "…", "99"], pager.FindAll(".pages > :is(a, span):not(.icon)").Select(e => e.TextContent));
        Assert.Equal("6", pager.Find("[aria-current=page]").TextContent);
        Assert.Equal("/list?page=5", pager.Find("[aria-label=上一页]").GetAttribute("href"));
        Assert.Equal("/list?page=7", pager.Find("[aria-label=下一页]").GetAttribute("href"));
        Assert.Equal("共 1,970 条，第 6 / 99 页", pager.Find("[role=status]").TextContent);
    }

    [Theory]
    [InlineData(1, "上一页", "下一页")]
    [InlineData(3, "下一页", "上一页")]
    public void At_an_end_there_is_no_link_further(int page, string without, string with)
    {
        var pager = Open(total: 60, page);
        Assert.Null(pager.Find($"[aria-label={without}]").GetAttribute("href"));
        Assert.Equal("true", pager.Find($"[aria-label={without}]").GetAttribute("aria-disabled"));
        Assert.NotNull(pager.Find($"[aria-label={with}]").GetAttribute("href"));
    }

    [Fact]
    public void A_list_that_was_counted_up_to_a_limit_goes_on_after_its_last_known_page()
    {
        var pager = Open(total: 60, page: 4, more: p => p.Add(x => x.HasNext, true).Add(x => x.Summary, "61–80 / 60+"));
        Assert.Equal("/list?page=5", pager.Find("[aria-label=下一页]").GetAttribute("href"));
        Assert.Equal("4", pager.Find("[aria-current=page]").TextContent);
        Assert.Equal("61–80 / 60+", pager.Find("[role=status]").TextContent);
    }

    [Fact]
    public void While_the_list_loads_no_page_is_linked()
    {
        var pager = Open(total: null, page: 2);
        Assert.Equal("正在加载…", pager.Find("[role=status]").TextContent);
        Assert.Equal(["上一页"], pager.FindAll("a[href]").Select(a => a.GetAttribute("aria-label")!));
    }

    [Fact]
    public async Task A_typed_page_number_and_a_page_size_go_to_their_addresses()
    {
        var pager = Open(total: 1_970, page: 6, more: p => p.Add(x => x.CanJump, true).Add(x => x.Sizes, [20, 50]).Add(x => x.SizeAddress, size => $"/list?size={size}"));
        await pager.OnAsync("#jump", e => e.ChangeAsync("42"));
        await pager.OnAsync(".jump", e => e.SubmitAsync());
        Assert.EndsWith("/list?page=42", Services.GetRequiredService<NavigationManager>().Uri, StringComparison.Ordinal);
        await pager.OnAsync("select", e => e.ChangeAsync("50"));
        Assert.EndsWith("/list?size=50", Services.GetRequiredService<NavigationManager>().Uri, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_the_page_is_not_in_the_address_buttons_show_it_with_the_same_look()
    {
        var (links, asked) = (Open(total: 100, page: 1), new List<int>());
        var buttons = Open(total: 100, page: 1, more: p => p.Add(x => x.OnPage, asked.Add));
        Assert.Empty(buttons.FindAll("a"));
        Assert.Equal(links.FindAll(".pages a").Select(Look), buttons.FindAll(".pages button").Select(Look));
        await buttons.OnAsync("[aria-label=下一页]", e => e.ClickAsync(new()));
        await buttons.OnAsync("[aria-label='第 5 页']", e => e.ClickAsync(new()));
        Assert.Equal([2, 5], asked);
        Assert.True(buttons.Find("[aria-label=上一页]").HasAttribute("disabled"));

        static (string?, string?, string?) Look(AngleSharp.Dom.IElement e) => (e.ClassName, e.GetAttribute("aria-label"), e.GetAttribute("aria-current"));
    }

    private IRenderedComponent<ListPager> Open(long? total, int page, Action<ComponentParameterCollectionBuilder<ListPager>>? more = null) => Render<ListPager>(p =>
    {
        p.Add(x => x.Total, total).Add(x => x.Page, page).Add(x => x.Address, number => $"/list?page={number}");
        more?.Invoke(p);
    });
}
