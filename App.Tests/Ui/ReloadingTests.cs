using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using WorkOrders.Database;
using WorkOrders.Defaults.Reasons;
using WorkOrders.Messages;
using WorkOrders.Staff.DutyRoles;

namespace WorkOrders.Tests;

/// <summary>A list is reloaded while it is still loading: an older answer that arrives last does not replace the newer one.</summary>
public sealed class ReloadingTests(TestDatabase database) : ComponentTest(database)
{
    [Fact]
    public async Task A_duty_role_that_was_added_while_the_list_was_read_stays()
    {
        var first = Hold("DutyRoles", Roles.Admin);
        var page = Render<DutyRoleList>();
        await first.Reached;
        await page.ClickAsync("新增对接角色");
        await page.OnAsync("#field-名称", e => e.ChangeAsync("法务组"));
        await page.OnAsync("form", e => e.SubmitAsync());
        await StaysAsync(page, first, "[aria-label='改名 法务组']");
    }

    [Fact]
    public async Task A_template_that_was_added_while_the_list_was_read_stays()
    {
        var first = Hold("SmsTemplates", Roles.TeamLeader);
        var page = Render<SmsTemplates>();
        await first.Reached;
        await page.ClickAsync("新建短信模板");
        await page.OnAsync("#field-模板名称", e => e.ChangeAsync("还款提醒"));
        await page.OnAsync("#field-短信内容", e => e.ChangeAsync("您好"));
        await page.OnAsync("form", e => e.SubmitAsync());
        await StaysAsync(page, first, "[aria-label='修改 还款提醒']");
    }

    [Fact]
    public async Task A_reason_that_was_added_while_the_list_was_read_stays()
    {
        var first = Hold("RenewalReasons", Roles.Admin);
        var page = Render<ReasonSettings>();
        await first.Reached;
        await page.ClickAsync("新增重生原因");
        await page.OnAsync("form input", e => e.ChangeAsync("新的原因"));
        await page.OnAsync("form", e => e.SubmitAsync());
        await StaysAsync(page, first, "[aria-label='修改 新的原因']");
    }

    private static async Task StaysAsync<T>(IRenderedComponent<T> page, HeldRead first, string added)
        where T : IComponent
    {
        page.WaitForElement(added);
        await first.ReleaseAsync();
        await page.InvokeAsync(() => Assert.NotEmpty(page.FindAll(added)));
    }

    private HeldRead Hold(string table, string role)
    {
        var first = new HeldRead(table);
        Services.AddSingleton<IDbContextFactory<AppDb>>(new InterceptedFactory(Database, first));
        Services.AddSingleton<ReasonEditing>();
        SignIn(As.Somebody(role));
        SetRendererInfo(new RendererInfo("Server", isInteractive: true));
        return first;
    }
}
