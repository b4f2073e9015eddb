using Microsoft.Playwright;
using WorkOrders.Demo;

namespace WorkOrders.Tests;

[Collection(SecondBrowser)]
public sealed class StaffTests(AppFixture app) : BrowserTest(app)
{
    private const string NewPassword = "Other-Lantern-2026";

    [Fact]
    public async Task Five_wrong_passwords_lock_an_account()
    {
        var page = await OpenAsync(null, "/account/login");
        for (var i = 0; i < 5; i++)
        {
            await page.GetByLabel("用户名").FillAsync("operator1");
            await page.GetByLabel("密码", new() { Exact = true }).FillAsync("Wrong!2026");
            await page.GetByRole(AriaRole.Button, new() { Name = "登录", Exact = true }).ClickAsync();
            await Assertions.Expect(page.GetByText(i < 4 ? "用户名或密码不正确" : "登录失败次数过多，请 15 分钟后再试")).ToBeVisibleAsync();
        }

        await page.AssertAccessibleAsync();
    }

    [Fact]
    public async Task A_demo_person_signs_in_with_two_clicks_and_changes_the_password()
    {
        var page = await OpenAsync(null, "/account/password");
        await page.GetByRole(AriaRole.Link, new() { Name = "manager1" }).ClickAsync();

        // Until the link is followed, the button is that of the empty form.
        await Assertions.Expect(page.GetByLabel("用户名")).ToHaveValueAsync("manager1");
        await page.GetByRole(AriaRole.Button, new() { Name = "登录", Exact = true }).ClickAsync();
        await page.GetByLabel("当前密码").FillAsync(DemoStaff.Password);
        await page.GetByLabel("新密码").First.FillAsync("short");
        await page.GetByLabel("再输一次新密码").FillAsync("short");
        await page.GetByRole(AriaRole.Button, new() { Name = "修改密码" }).ClickAsync();
        await Assertions.Expect(page.GetByText("新密码至少 12 个字符")).ToBeVisibleAsync();
        await page.AssertAccessibleAsync();

        await page.GetByLabel("当前密码").FillAsync(DemoStaff.Password);
        await page.GetByLabel("新密码").First.FillAsync(NewPassword);
        await page.GetByLabel("再输一次新密码").FillAsync(NewPassword);
        await page.GetByRole(AriaRole.Button, new() { Name = "修改密码" }).ClickAsync();
        await Assertions.Expect(page.GetByText("密码已修改")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task An_administrator_makes_a_user_two_edit_them_and_when_disabled_his_page_leaves()
    {
        var admin = await OpenAsync("admin", "/admin/users/new");
        await admin.GetByLabel("用户名").FillAsync("browser1");
        await admin.GetByLabel("姓名").FillAsync("测试员");
        await admin.GetByLabel("坐席", new() { Exact = true }).CheckAsync();
        await admin.GetByRole(AriaRole.Button, new() { Name = "新建用户" }).ClickAsync();
        await Assertions.Expect(admin.GetByText("已新建用户 测试员")).ToBeVisibleAsync();
        var password = await admin.Locator("code").TextContentAsync();
        await admin.GetByRole(AriaRole.Link, new() { Name = "打开 测试员" }).ClickAsync();
        await Assertions.Expect(admin.GetByRole(AriaRole.Heading, new() { Name = "测试员 browser1" })).ToBeVisibleAsync();

        var second = await OpenAsync("admin", new Uri(admin.Url).PathAndQuery);
        await second.GetByLabel("部门").FillAsync("第二个窗口的部门");
        await second.GetByRole(AriaRole.Button, new() { Name = "保存" }).ClickAsync();
        await Assertions.Expect(second.GetByText("第二个窗口的部门")).ToBeVisibleAsync();

        await admin.GetByLabel("公司").FillAsync("第一个窗口的公司");
        await admin.GetByRole(AriaRole.Button, new() { Name = "保存" }).ClickAsync();
        await Assertions.Expect(admin.GetByText("部门：已换成对方保存的值")).ToBeVisibleAsync();
        await Assertions.Expect(admin.GetByLabel("公司")).ToHaveValueAsync("第一个窗口的公司");
        await admin.AssertAccessibleAsync();
        await admin.GetByRole(AriaRole.Button, new() { Name = "保存" }).ClickAsync();
        await Assertions.Expect(admin.GetByText("（空） → 第一个窗口的公司")).ToBeVisibleAsync();

        var his = await OpenAsync(null, "/work-orders");
        await his.SignInAsync("browser1", password!);
        await his.AtAsync("/account/password$");
        await his.GotoAsync("/work-orders");
        await his.AtAsync("/account/password$");
        await Assertions.Expect(his.GetByText("现在的密码是别人设定的")).ToBeVisibleAsync();
        await Assertions.Expect(his.GetByRole(AriaRole.Button, new() { Name = "退出登录" })).ToBeVisibleAsync();
        await his.AssertAccessibleAsync();
        await his.GetByLabel("当前密码").FillAsync(password!);
        await his.GetByLabel("新密码").First.FillAsync(NewPassword);
        await his.GetByLabel("再输一次新密码").FillAsync(NewPassword);
        await his.GetByRole(AriaRole.Button, new() { Name = "修改密码" }).ClickAsync();
        await his.GetByRole(AriaRole.Link, new() { Name = "回到首页" }).ClickAsync();
        await Assertions.Expect(his.GetByRole(AriaRole.Heading, new() { Name = "工单", Exact = true })).ToBeVisibleAsync();
        await admin.GetByRole(AriaRole.Button, new() { Name = "停用账号" }).ClickAsync();
        await admin.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "停用账号" }).ClickAsync();
        await Assertions.Expect(admin.GetByText("已停用", new() { Exact = true })).ToBeVisibleAsync();

        await his.AtAsync("/account/login");
        await his.GetByLabel("用户名").FillAsync("browser1");
        await his.GetByLabel("密码", new() { Exact = true }).FillAsync(NewPassword);
        await his.GetByRole(AriaRole.Button, new() { Name = "登录", Exact = true }).ClickAsync();
        await Assertions.Expect(his.GetByText("账号已停用，请联系管理员")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task After_signing_out_the_second_tab_and_a_copied_cookie_are_dead_and_a_tab_never_acts_for_the_next_person()
    {
        var page = await OpenAsync("agent1", "/work-orders");
        var tab = await page.Context.NewPageAsync();
        await tab.GotoAsync("/work-orders/new");
        await tab.WaitUntilInteractiveAsync();
        await tab.GetByLabel("客户姓名").FillAsync("没有存的字");
        var copied = await page.Context.Browser!.NewContextAsync(new() { BaseURL = App.Address.ToString() });
        await copied.AddCookiesAsync((await page.Context.CookiesAsync()).Select(c => new Cookie { Name = c.Name, Value = c.Value, Domain = c.Domain, Path = c.Path }));
        var thief = await copied.NewPageAsync();
        await thief.GotoAsync("/work-orders");
        await thief.WaitUntilInteractiveAsync();

        await page.GetByRole(AriaRole.Button, new() { Name = "李雷" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "退出登录" }).ClickAsync();
        await page.AtAsync("/account/login");
        await thief.AtAsync("/account/login");
        await tab.AtAsync("/account/login");
        await thief.CloseAsync();
        await copied.CloseAsync();

        await page.SignInAsync("leader1", DemoStaff.Password);
        await tab.GotoAsync("/work-orders");
        await Assertions.Expect(tab.GetByRole(AriaRole.Button, new() { Name = "周敏" })).ToBeVisibleAsync();
    }
}
