using System.Reflection;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using WorkOrders.Shell;
using WorkOrders.Ui;

namespace WorkOrders.Tests;

public sealed class NavigationTests(AppFixture app) : IClassFixture<AppFixture>
{
    private Navigation Navigation => app.Services.GetRequiredService<Navigation>();

    [Fact]
    public void Every_entry_leads_to_a_page_that_asks_for_the_same_permission()
    {
        foreach (var entry in Navigation.Entries)
        {
            var page = typeof(Navigation).Assembly.GetTypes()
                .SingleOrDefault(t => t.GetCustomAttributes<RouteAttribute>().Any(r => r.Template == entry.Address));
            Assert.True(page is not null, $"No page {entry.Address}");
            Assert.Equal(entry.Permission, page.GetCustomAttribute<RequiresAttribute>()?.Permission);
        }
    }

    [Fact]
    public void People_see_only_what_they_may_open()
    {
        Assert.Equal(["工单", "客户档案"], TextsFor(Roles.Agent));
        Assert.Equal(["客户档案"], TextsFor(Roles.AccountManager));
        Assert.Equal(["工单", "未分派", "班组", "客户档案", "分类与选项", "处理人设置", "到期规则", "短信模板"], TextsFor(Roles.TeamLeader));
        Assert.Equal(["工单", "未分派", "班组", "客户档案", "审批台", "违约申请", "违约客户", "重生", "统计", "号码查询记录", "登录与访问记录", "分类与选项", "处理人设置", "到期规则", "短信模板", "原因设置", "用户", "对接角色", "后台任务", "模拟贷款核心"], TextsFor(Roles.Admin));
        Assert.Equal(["客户档案", "违约申请", "违约客户", "重生", "统计"], TextsFor(Roles.RiskOperator));
        Assert.Equal(["客户档案", "审批台", "违约申请", "违约客户", "重生", "统计"], TextsFor(Roles.RiskAuditor));
        Assert.Equal(["工单", "客户档案", "号码查询记录", "登录与访问记录"], TextsFor(Roles.Compliance));
        Assert.Empty(TextsFor(Roles.SolutionArchitect));
    }

    [Fact]
    public void The_home_page_is_the_first_one_a_person_may_open()
    {
        Assert.Equal("/work-orders", Navigation.FirstPageOf(As.Somebody(Roles.Compliance)));
        Assert.Equal("/account/profile", Navigation.FirstPageOf(As.Somebody(Roles.ProvinceManager)));
    }

    [Theory]
    [InlineData("/work-orders?view=all", "/work-orders?view=all")]
    [InlineData("/", "/")]
    [InlineData("//evil.example", "/")]
    [InlineData("/\\evil.example", "/")]
    [InlineData("https://evil.example/", "/")]
    [InlineData("/\t/evil.example", "/")]
    [InlineData("/.//evil.example", "/")]
    [InlineData("/a/..//evil.example", "/")]
    [InlineData("/%2e//evil.example", "/")]
    [InlineData("/a/.%2E/\\evil.example", "/")]
    [InlineData("/..\\/evil.example", "/")]
    [InlineData("/a/../b?c=//d", "/a/../b?c=//d")]
    [InlineData("", "/")]
    [InlineData(null, "/")]
    [InlineData("/客户?a=%20&b=x y#z", "/%E5%AE%A2%E6%88%B7?a=%20&b=x%20y#z")]
    [InlineData("/a\\b\"<>", "/a%5Cb%22%3C%3E")]
    public void A_way_back_stays_on_this_site(string? address, string expected) => Assert.Equal(expected, LocalAddress.OrHome(address));

    [Theory]
    [InlineData("http://here.example/a?b=//c", "/a?b=//c")]
    [InlineData("http://here.example", "/")]
    [InlineData("http://here.example//evil.example", "/")]
    [InlineData("http://here.example/\\evil.example", "/")]
    [InlineData("//evil.example", "/")]
    [InlineData("http://here.example.evil.example/", "http://here.example.evil.example/")]
    public void An_address_on_this_host_loses_the_host_and_never_becomes_another_site(string target, string expected)
    {
        var request = new DefaultHttpContext().Request;
        (request.Scheme, request.Host) = ("http", new HostString("here.example"));
        Assert.Equal(expected, SecurityHeaders.OnThisHost(target, request));
    }

    private IEnumerable<string> TextsFor(string role) => Navigation.For(As.Somebody(role)).Select(e => e.Text);
}
