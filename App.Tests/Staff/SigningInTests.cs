using System.Net;
using Microsoft.EntityFrameworkCore;
using WorkOrders.Demo;

namespace WorkOrders.Tests;

public sealed class SigningInTests(AppFixture app) : IClassFixture<AppFixture>
{
    private const string Wrong = "用户名或密码不正确";

    [Fact]
    public async Task A_wrong_password_and_an_unknown_name_get_the_same_answer()
    {
        using var client = app.Anonymous();
        Assert.Equal(Wrong, await client.RefusalAsync("agent2", "Wrong!2026"));
        Assert.Equal(Wrong, await client.RefusalAsync("nobody", "Wrong!2026"));
    }

    [Theory]
    [InlineData("agent3")]
    [InlineData("ghost")]
    public async Task Five_failures_lock_a_name_whether_somebody_has_it_or_not(string userName)
    {
        using var client = app.Anonymous();
        for (var i = 0; i < 4; i++)
        {
            Assert.Equal(Wrong, await client.RefusalAsync(userName, "Wrong!2026"));
        }

        Assert.Equal("登录失败次数过多，请 15 分钟后再试", await client.RefusalAsync(userName, "Wrong!2026"));
        Assert.Equal("登录失败次数过多，请 15 分钟后再试", await client.RefusalAsync(userName, DemoStaff.Password));
    }

    [Fact]
    public async Task That_an_account_is_disabled_is_told_only_to_who_knows_its_password()
    {
        await using (var db = await app.Factory.CreateDbContextAsync())
        {
            (await db.Users.SingleAsync(u => u.UserName == "operator2")).Disable(As.Somebody(Roles.Admin), Given.Now);
            await db.SaveChangesAsync();
        }

        using var client = app.Anonymous();
        Assert.Equal(Wrong, await client.RefusalAsync("operator2", "Wrong!2026"));
        Assert.Equal("账号已停用，请联系管理员", await client.RefusalAsync("operator2", DemoStaff.Password));
        using var desk = await client.GetAsync(new Uri("/account/profile", UriKind.Relative));
        Assert.Equal(HttpStatusCode.Redirect, desk.StatusCode);
    }

    [Theory]
    [InlineData("/work-orders?view=All", "/work-orders?view=All")]
    [InlineData("https://evil.example/", "/")]
    [InlineData("//evil.example/", "/")]
    [InlineData("/\\evil.example/", "/")]
    [InlineData("/\t/evil.example/", "/")]
    public async Task After_signing_in_one_goes_back_but_never_to_another_site(string returnUrl, string expected)
    {
        using var client = app.Anonymous();
        using var answer = await client.SignInAsync("agent1", DemoStaff.Password, "/account/login?returnUrl=" + Uri.EscapeDataString(returnUrl));
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        Assert.Equal(expected, new Uri(app.Address, answer.Headers.Location!).PathAndQuery);
        Assert.Equal(app.Address.Host, new Uri(app.Address, answer.Headers.Location!).Host);
    }

    [Fact]
    public async Task Empty_fields_show_required_errors()
    {
        using var client = app.Anonymous();
        using var answer = await client.SignInAsync("", "");
        var page = await answer.ReadAsync();
        Assert.Equal(["请填写用户名", "请填写密码"], page.QuerySelectorAll(".field-error").Select(e => e.TextContent));
    }

    [Fact]
    public async Task A_demo_account_is_filled_in_by_its_link()
    {
        using var client = app.Anonymous();
        var page = await client.ReadAsync("/account/login?demo=leader1&returnUrl=%2Fwork-orders");
        Assert.Equal("leader1", page.QuerySelector("[name='Input.UserName']")!.GetAttribute("value"));
        Assert.Contains("returnUrl=%2Fwork-orders", page.QuerySelector("table a")!.GetAttribute("href"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_typed_password_is_not_sent_back()
    {
        using var client = app.Anonymous();
        using var answer = await client.SignInAsync("agent2", "Wrong!2026");
        Assert.DoesNotContain("Wrong!2026", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }
}
