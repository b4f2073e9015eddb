using System.Globalization;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using MudBlazor;
using WorkOrders.AccessRecords;
using WorkOrders.Import;
using WorkOrders.LookUps;
using WorkOrders.Shared.People;

namespace WorkOrders.Tests.AccessRecords;

/// <summary>登录与访问记录, as compliance reads it.</summary>
public sealed class AccessListTests(TestDatabase database) : ComponentTest(database)
{
    private const string Home = "192.0.2.7";
    private const string Office = "2001:db8::7";

    private readonly string typed = "nobody" + Given.Next();
    private User li = null!;

    [Fact]
    public async Task Compliance_sees_every_kind_in_one_list_with_person_address_outcome_and_details()
    {
        await ActAsync();
        var page = Open($"?person={li.UserName}");
        page.WaitForAssertion(() => Assert.Equal(8, page.FindAll("tbody tr").Count));
        var name = $"李雷 {li.UserName}";
        Assert.Equal(
            [
                ["今天 14:08", name, "退出登录", "成功", Home, "/account/logout", "", "Firefox 133 · macOS"],
                ["今天 14:07", name, "令牌重复使用", "被拒绝", Office, "/api/v1/auth/refresh", "会话 ffff0000", ""],
                ["今天 14:05", name, "号码查询", "被拒绝", "—", "来电弹屏", "电话 137****0000；被拒绝 3 次", ""],
                ["今天 14:05", name, "号码查询", "成功", "—", "工单筛选", "电话 138****5678；找到", ""],
                ["今天 14:04", name, "导出", "成功", Home, "/work-orders/export", "导出工单；行数 12", "Firefox 133 · macOS"],
                ["今天 14:04", name, "导出", "开始", Home, "/work-orders/export", "导出工单；筛选条件 138****5678", "Firefox 133 · macOS"],
                ["今天 14:03", name, "下载附件", "成功", Home, "/files/f1", "文件 138****5678.wav", "Firefox 133 · macOS"],
                ["今天 14:02", name, "登录", "已锁定", Home, "/account/login", "", "Firefox 133 · macOS"],
            ],
            Cells(page));
        Assert.DoesNotContain(Given.Phone, page.Markup, StringComparison.Ordinal);
        Assert.Contains("overdue", page.FindAll("tbody tr")[7].QuerySelectorAll("td")[3].ClassName!, StringComparison.Ordinal);
        Assert.Equal(LookUpQuery.Path, page.Find(".page-header a").GetAttribute("href"));
    }

    [Theory]
    [InlineData("&kind=SignIn", 1)]
    [InlineData("&kind=LookUp", 2)]
    [InlineData("&kind=LookUp&outcome=Refused", 1)]
    [InlineData("&kind=LookUp&outcome=LockedOut", 0)]
    [InlineData("&kind=Export&outcome=Succeeded", 1)]
    [InlineData("&outcome=Refused", 2)]
    [InlineData("&outcome=Succeeded", 4)]
    [InlineData("&network=" + Home, 5)]
    [InlineData("&network=2001:0DB8:0::7", 1)]
    [InlineData("&network=192.0.2.8", 0)]
    [InlineData("&network=nonsense", 0)]
    [InlineData("&from=2026-11-20&to=2026-11-20", 8)]
    [InlineData("&to=2026-11-19", 0)]
    [InlineData("&from=2026-11-21", 0)]
    public async Task The_list_is_filtered_by_kind_outcome_address_and_day(string query, int rows)
    {
        await ActAsync();
        var page = Open($"?person={li.UserName}{query}");
        page.WaitForAssertion(() => Assert.Equal(rows, page.FindAll("tbody tr:not(:has(.skeleton))").Count));
        page.WaitForAssertion(() => Assert.Equal(rows == 0, page.Markup.Contains("没有符合条件的记录。", StringComparison.Ordinal)));
        Assert.Equal(query.EndsWith("nonsense", StringComparison.Ordinal), page.Markup.Contains("网络地址应是完整的 IP 地址。", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_typed_name_that_nobody_has_is_found_whole_and_shown_masked()
    {
        await ActAsync();
        var page = Open("?person=" + typed.ToUpperInvariant());
        page.WaitForAssertion(() => Assert.Equal(2, page.FindAll("tbody tr:not(:has(.skeleton))").Count));
        Assert.All(Cells(page), cells => Assert.Matches(@"^[nN]\*\*\* #[0-9a-f]{6}$", cells[1]));
        Assert.Single(Cells(page).Select(c => c[1].ToUpperInvariant()).Distinct());
        Assert.DoesNotContain(typed, string.Concat(Cells(page).SelectMany(c => c)), StringComparison.Ordinal);
        var part = Show("?person=" + typed[..^1]);
        part.WaitForAssertion(() => Assert.Contains("没有符合条件的记录。", part.Markup, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Pages_follow_over_both_tables()
    {
        await ActAsync();
        var writer = Writer(Home);
        for (var i = 0; i < 33; i++)
        {
            Clock.Advance(TimeSpan.FromSeconds(1));
            await writer.DeniedAsync(As.Agent(li), $"/admin/users/{i}");
        }

        var page = Open($"?person={li.UserName}&page=3");
        page.WaitForAssertion(() => Assert.Single(page.FindAll("tbody tr:not(:has(.skeleton))")));
        Assert.Equal("已锁定", Cells(page).Single()[3]);
        var beyond = Show($"?person={li.UserName}&page=9");
        beyond.WaitForAssertion(() => Assert.Contains("共 41 条，第 3 / 3 页", beyond.Markup, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Above_the_cap_the_list_says_so_and_its_last_page_can_be_read()
    {
        var many = Enumerable.Range(0, AccessQuery.Cap + 1).Select(i => new AccessRecord(
            AccessKind.Denied, AccessOutcome.Refused, new AccessPerson(null, "", null), new AccessOrigin("203.0.113.9", $"/{i}", null, null), Given.Now.AddSeconds(i - AccessQuery.Cap)));
        await using (var db = Database.CreateDbContext())
        {
            db.AddRange(many);
            await db.SaveChangesAsync();
        }

        var page = Open("?network=203.0.113.9&page=9999");
        page.WaitForAssertion(() => Assert.Contains("超过 10,000 条，第 500 页；请缩小范围", page.Markup, StringComparison.Ordinal));
        Assert.Equal(["/20", "/1"], Cells(page).Select(c => c[5]).Where((_, i) => i is 0 or 19));
    }

    [Fact]
    public async Task In_English_nothing_is_left_in_Chinese()
    {
        await ActAsync();
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo("en");
        var page = Open($"?person={li.UserName}");
        page.WaitForAssertion(() => Assert.Equal(8, page.FindAll("tbody tr").Count));
        Assert.All(Cells(page), cells => Assert.DoesNotMatch("[\u4e00-\u9fff]", string.Concat(cells.Where((_, i) => i != 1))));
    }

    private IRenderedComponent<AccessList> Open(string query)
    {
        SignIn(As.Somebody(Roles.Compliance));
        Render<MudPopoverProvider>();
        return Show(query);
    }

    private IRenderedComponent<AccessList> Show(string query)
    {
        Services.GetRequiredService<NavigationManager>().NavigateTo(AccessQuery.Path + query);
        return Render<AccessList>();
    }

    private static IEnumerable<string[]> Cells(IRenderedComponent<AccessList> page) =>
        page.FindAll("tbody tr").Select(r => r.QuerySelectorAll("td").Select(c => string.Join(' ', c.TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))).ToArray());

    private AccessWriter Writer(string address, string path = "/somewhere") =>
        TestAccess.On(Database, Clock, TestAccess.From(address, path, "Mozilla/5.0 (Macintosh; Intel Mac OS X 10.15; rv:133.0) Gecko/20100101 Firefox/133.0"));

    // Li Lei does one thing a minute; before, somebody tries a name that nobody has.
    private async Task ActAsync()
    {
        li = await Database.SaveAsync(Given.User());
        var me = As.Agent(li);
        foreach (var spelled in (string[])[typed, typed.ToUpperInvariant()])
        {
            await Writer(Home, "/account/login").SignInAsync(null, spelled, SignInResult.Failed);
        }

        Clock.Advance(TimeSpan.FromMinutes(2));
        await Writer(Home, "/account/login").SignInAsync(li, li.UserName, SignInResult.LockedOut);
        Clock.Advance(TimeSpan.FromMinutes(1));
        await Writer(Home, "/files/f1").DownloadAsync(TestAccess.From(Home), me, "f1", FreeText.Parse(Given.Phone + ".wav")!);
        Clock.Advance(TimeSpan.FromMinutes(1));
        await Writer(Home, "/work-orders/export").ExportAsync(
            OrderExportActions.Exported, me, [FieldChange.Between(OrderExportActions.Filter, null, PhoneNumber.Parse(Given.Phone))], () => 12, () => Task.CompletedTask);
        Clock.Advance(TimeSpan.FromMinutes(1));
        var counter = TestLookUps.On(Database, Clock, perMinute: 1);
        await counter.AskAsync(LookUpPlace.Filter, me, [PhoneNumber.Parse(Given.Phone)], () => Task.FromResult(""), _ => true);
        Clock.Advance(TimeSpan.FromSeconds(59));
        for (var i = 0; i < 3; i++)
        {
            await counter.TakeAsync(LookUpPlace.ScreenPop, me, [PhoneNumber.Parse($"1370000{i:D4}")]);
        }

        Clock.Advance(TimeSpan.FromSeconds(61));
        await TestAccess.On(Database, Clock, TestAccess.From(Office, "/api/v1/auth/refresh")).TokenReuseAsync(li.Id, Guid.ParseExact("0193aaaabbbb7cccddddeeeeffff0000", "N"));
        Clock.Advance(TimeSpan.FromMinutes(1));
        await Writer(Home, "/account/logout").SignOutAsync(PrincipalOf(me));
    }

    private static System.Security.Claims.ClaimsPrincipal PrincipalOf(CurrentUser me) => new(new System.Security.Claims.ClaimsIdentity(
        [new(System.Security.Claims.ClaimTypes.NameIdentifier, me.Id.ToString(CultureInfo.InvariantCulture)), new(CurrentUser.NameClaim, me.Name)], "test"));
}
