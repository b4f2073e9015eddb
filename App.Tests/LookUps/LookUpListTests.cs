using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using MudBlazor;
using WorkOrders.Database;
using WorkOrders.LookUps;
using WorkOrders.Shared.People;

namespace WorkOrders.Tests.LookUps;

/// <summary>号码查询记录, as compliance reads it.</summary>
public sealed class LookUpListTests(TestDatabase database) : ComponentTest(database)
{
    private User li = null!;
    private User han = null!;

    [Fact]
    public async Task Compliance_sees_who_asked_for_what_where_and_with_what_result_and_who_was_refused()
    {
        await AskAsync(tries: 50);
        var page = Open("?person=" + li.UserName);
        page.WaitForAssertion(() => Assert.Equal(3, page.FindAll("tbody tr").Count));
        Assert.Equal(
            [
                ["今天 14:00", "李雷", "来电弹屏", "电话", "137****0000", "被拒绝 50 次，到 2026-11-20 14:01:00"],
                ["今天 14:00", "李雷", "搜索框", "身份证号", Given.MaskedId, "没有找到"],
                ["今天 14:00", "李雷", "工单筛选", "电话", Given.MaskedPhone, "找到"],
            ],
            page.FindAll("tbody tr").Select(r => r.QuerySelectorAll("td").Select(c => c.TextContent.Trim())));
        Assert.DoesNotContain(Given.Phone, page.Markup, StringComparison.Ordinal);

        var refused = page.FindAll(".refused li").Single(l => l.TextContent.Contains(li.UserName!, StringComparison.Ordinal));
        Assert.Contains("被拒绝 50 次", refused.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain(page.FindAll(".refused li"), l => l.TextContent.Contains(han.UserName!, StringComparison.Ordinal));
        Assert.Equal($"/tracking/look-ups?person={li.UserName}&result=Refused", refused.QuerySelector("a")!.GetAttribute("href"));
    }

    [Theory]
    [InlineData("&result=Refused", 1)]
    [InlineData("&result=Found", 1)]
    [InlineData("&result=NotFound", 1)]
    [InlineData("&place=Search", 1)]
    [InlineData("&place=Import", 0)]
    [InlineData("&from=2026-11-20&to=2026-11-20", 3)]
    [InlineData("&from=2026-11-21", 0)]
    [InlineData("&to=2026-11-19", 0)]
    [InlineData("&to=2026-11-20", 3)]
    [InlineData("&to=2026-11-30", 0)]
    [InlineData("&from=2026-11-01&to=2026-11-30", 3)]
    [InlineData("&result=Unknown", 0)]
    [InlineData("&number=0086%20" + Given.Phone, 1)]
    [InlineData("&number=13812345679", 0)]
    [InlineData("&number=1381234", 0)]
    public async Task The_record_is_filtered_by_place_result_and_day(string query, int rows)
    {
        await AskAsync();
        var page = Open($"?person={li.UserName}{query}");
        page.WaitForAssertion(() => Assert.Equal(rows, page.FindAll("tbody tr:not(:has(.skeleton))").Count));
        page.WaitForAssertion(() => Assert.Equal(rows == 0, page.Markup.Contains("没有符合条件的查询记录。", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Without_a_date_the_last_seven_days_are_shown_and_pages_follow()
    {
        await AskAsync();
        var counter = TestLookUps.On(Database, Clock, perMinute: 1000);
        for (var i = 0; i < 25; i++)
        {
            await counter.TakeAsync(LookUpPlace.Filter, As.Agent(han), [PhoneNumber.Parse($"136{i:D4}0000")]);
        }

        var page = Open($"?person={han.UserName}&page=2");
        page.WaitForAssertion(() => Assert.Equal(6, page.FindAll("tbody tr").Count));
        Clock.Advance(TimeSpan.FromDays(7));
        var later = Show($"?person={han.UserName}");
        later.WaitForAssertion(() => Assert.Contains("没有符合条件的查询记录。", later.Markup, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Who_looked_up_a_number_is_told_and_the_number_is_shown_masked()
    {
        await AskAsync();
        var page = Open("?number=" + Given.Phone);
        page.WaitForAssertion(() => Assert.Contains(page.FindAll("tbody tr"), r => r.TextContent.Contains("韩梅梅", StringComparison.Ordinal)));
        Assert.All(page.FindAll("tbody tr"), r => Assert.Contains(Given.MaskedPhone, r.TextContent, StringComparison.Ordinal));
        Assert.Equal(Given.MaskedPhone, page.Field("查过的号码").GetAttribute("value"));

        // Searched again with another condition, the number behind the mask stays.
        await page.InvokeAsync(() => page.Field("姓名、用户名或工号").ChangeAsync(new ChangeEventArgs { Value = li.UserName }));
        await page.OnAsync("form", e => e.SubmitAsync());
        Assert.Equal($"{LookUpQuery.Path}?person={li.UserName}&number={Given.Phone}", new Uri(Services.GetRequiredService<NavigationManager>().Uri).PathAndQuery);
    }

    [Fact]
    public async Task A_number_in_the_filter_is_a_look_up_itself_and_refused_above_the_limit()
    {
        await AskAsync();
        Services.Configure<LookUpOptions>(o => o.PerMinute = 1);
        var zhu = await Database.SaveAsync(Given.User("朱琳"));
        SignIn(As.In(zhu, Roles.Compliance));
        Render<MudPopoverProvider>();
        var free = Show("?number=19900000009");
        free.WaitForAssertion(() => Assert.Contains("号码查询记录", free.Find("tbody tr:not(:has(.skeleton))").TextContent, StringComparison.Ordinal));
        var refused = Show("?number=" + Given.Phone);
        refused.WaitForAssertion(() => Assert.Contains("查询完整号码太频繁：每分钟最多 1 个", refused.Find("[role=alert]").TextContent, StringComparison.Ordinal));
        Assert.Empty(refused.FindAll("tbody tr"));
        Assert.Equal([false, null], await Database.ReadAsync(db => db.LookUps.Where(l => l.Place == LookUpPlace.Record && l.UserId == zhu.Id).OrderBy(l => l.Id).Select(l => l.Found).ToListAsync()));
    }

    [Fact]
    public void What_is_no_complete_number_is_said()
    {
        var page = Open("?number=1381234");
        page.WaitForAssertion(() => Assert.Contains("查过的号码应是完整的电话或身份证号。", page.Markup, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_person_is_found_by_name_in_any_spelling_and_by_user_name_in_any_case()
    {
        await AskAsync("欧阳・李蕾" + Given.Next());
        var byName = Open("?person=" + Uri.EscapeDataString(li.DisplayName.Replace("・", "•", StringComparison.Ordinal)));
        byName.WaitForAssertion(() => Assert.Equal(3, byName.FindAll("tbody tr:not(:has(.skeleton))").Count));
        var byUserName = Show("?person=" + li.UserName!.ToUpperInvariant());
        byUserName.WaitForAssertion(() => Assert.Equal(3, byUserName.FindAll("tbody tr:not(:has(.skeleton))").Count));
    }

    [Fact]
    public async Task Who_was_refused_is_read_once_however_many_leaves_are_turned()
    {
        await AskAsync();
        var counter = new QueryCounter();
        Services.AddSingleton<IDbContextFactory<AppDb>>(new InterceptedFactory(Database, counter));
        var page = Open($"?person={li.UserName}");
        page.WaitForAssertion(() => Assert.NotEmpty(page.FindAll(".refused li")));
        var first = counter.Count;
        Services.GetRequiredService<NavigationManager>().NavigateTo($"{LookUpQuery.Path}?person={li.UserName}&place=Search");
        page.WaitForAssertion(() => Assert.Single(page.FindAll("tbody tr:not(:has(.skeleton))")));
        Assert.Equal(first - 1, counter.Count - first);
        Assert.NotEmpty(page.FindAll(".refused li"));
    }

    private IRenderedComponent<LookUpList> Open(string query)
    {
        SignIn(As.Somebody(Roles.Compliance));
        Render<MudPopoverProvider>();
        return Show(query);
    }

    private IRenderedComponent<LookUpList> Show(string query)
    {
        Services.GetRequiredService<NavigationManager>().NavigateTo(LookUpQuery.Path + query);
        return Render<LookUpList>();
    }

    // Li Lei: one found, one not found, and some refused; Han Meimei: one.
    private async Task AskAsync(string name = "李雷", int tries = 5)
    {
        (li, han) = (await Database.SaveAsync(Given.User(name)), await Database.SaveAsync(Given.User("韩梅梅")));
        var counter = TestLookUps.On(Database, Clock, perMinute: 2);
        await counter.AskAsync(LookUpPlace.Filter, As.Agent(li), [PhoneNumber.Parse(Given.Phone)], () => Task.FromResult(""), _ => true);
        await counter.AskAsync(LookUpPlace.Search, As.Agent(li), [IdNumber.Parse(Given.Id)], () => Task.FromResult(""), _ => false);
        for (var i = 0; i < tries; i++)
        {
            await counter.TakeAsync(LookUpPlace.ScreenPop, As.Agent(li), [PhoneNumber.Parse($"1370000{i:D4}")]);
        }

        await counter.TakeAsync(LookUpPlace.Filter, As.Agent(han), [PhoneNumber.Parse(Given.Phone)]);
    }
}
