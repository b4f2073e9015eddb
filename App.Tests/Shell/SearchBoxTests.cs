using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using WorkOrders.Database;
using WorkOrders.Shell.Search;
using WorkOrders.Ui;

namespace WorkOrders.Tests;

public sealed class SearchBoxTests(TestDatabase database) : ComponentTest(database)
{
    [Fact]
    public async Task A_database_that_is_away_is_told_and_one_character_asks_for_another()
    {
        var away = new FailingRead("WorkOrders");
        Services.AddSingleton<IDbContextFactory<AppDb>>(new InterceptedFactory(Database, away));
        SignIn(As.Somebody(Roles.Agent));
        var box = Render<SearchBox>();
        await box.OnAsync("input", e => e.InputAsync("王芳"));
        await Clock.AdvanceUntilAsync(TimeSpan.FromSeconds(1), () => box.FindAll("[role=alert]").Count > 0);
        Assert.Contains("没有读出来", box.Find("[role=alert]").TextContent, StringComparison.Ordinal);

        away.Works = true;
        await box.OnAsync("input", e => e.InputAsync("王"));
        await Clock.AdvanceUntilAsync(TimeSpan.FromSeconds(1), () => box.FindAll("[role=status]").Count > 0);
        Assert.Equal("请再输入一个字。", box.Find("[role=status]").TextContent);
    }

    [Fact]
    public async Task Enter_does_not_wait_and_typing_asks_once_after_a_pause()
    {
        var li = await Database.SaveAsync(Given.User());
        WorkOrder order = Given.WorkOrder().HandledBy(li);
        await Database.SaveAsync(order);
        SignIn(As.Agent(li));
        var box = Render<SearchBox>();
        await box.OnAsync("input", e => e.InputAsync(order.Number));
        Assert.True(box.Find("#order-search-list").HasAttribute("hidden"));
        await box.OnAsync("input", e => e.KeyDownAsync(Key.Enter));
        Assert.Contains(order.Number, Services.GetRequiredService<NavigationManager>().Uri, StringComparison.Ordinal);
        Assert.Equal("", box.Find("input").GetAttribute("value") ?? "");
    }

    [Fact]
    public async Task Enter_never_opens_what_was_found_for_an_earlier_text()
    {
        var slow = new SlowSearch();
        Services.AddSingleton<ISearchProvider>(slow);
        SignIn(As.Somebody(Roles.Agent));
        var box = Render<SearchBox>();
        await box.OnAsync("input", e => e.InputAsync("earlier"));
        await Clock.AdvanceUntilAsync(TimeSpan.FromSeconds(1), () => box.FindAll("[role=option]").Count > 0);

        var before = Services.GetRequiredService<NavigationManager>().Uri;
        await box.OnAsync("input", e => e.InputAsync("later"));
        var enter = box.OnAsync("input", e => e.KeyDownAsync(Key.Enter));
        Clock.Advance(TimeSpan.FromSeconds(1));
        await Eventually.HoldsAsync(() => slow.Asked.Contains("later"));
        slow.Later.SetResult([]);
        await enter;
        Assert.Equal(before, Services.GetRequiredService<NavigationManager>().Uri);
        Assert.Equal(["earlier", "later"], slow.Asked);
    }

    private sealed class SlowSearch : ISearchProvider
    {
        public List<string> Asked { get; } = [];

        public TaskCompletionSource<IReadOnlyList<SearchHit>> Later { get; } = new();

        public Task<IReadOnlyList<SearchHit>> FindAsync(AppDb db, string text, SearchedNumber number, CurrentUser me, CancellationToken cancellation = default)
        {
            Asked.Add(text);
            return text == "later" ? Later.Task : Task.FromResult<IReadOnlyList<SearchHit>>([new SearchHit("GD1", "未结单", "", null, "工单号", _ => "/work-orders/GD1")]);
        }
    }
}
