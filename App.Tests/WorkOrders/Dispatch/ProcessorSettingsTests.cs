using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using MudBlazor;
using WorkOrders.Database;
using WorkOrders.Dispatch;
using WorkOrders.Shared.People;
using WorkOrders.Taxonomy;

namespace WorkOrders.Tests;

/// <summary>处理人设置, maintained by a team leader.</summary>
public sealed class ProcessorSettingsTests : ComponentTest
{
    public ProcessorSettingsTests(TestDatabase database)
        : base(database)
    {
        Services.AddSingleton<OrderListsCache>();
        SignIn(As.Somebody(Roles.TeamLeader));
    }

    [Fact]
    public async Task A_row_is_added_changed_and_deleted_on_record()
    {
        var role = await Database.SaveAsync(new DutyRole("客服组"));
        var type = await Database.SaveAsync(new ProblemCategory("投诉", null, 0));
        var dialogs = Render<MudDialogProvider>();
        var popovers = Render<MudPopoverProvider>();
        var page = Render<ProcessorSettings>();
        page.WaitForAssertion(() => Assert.Contains("没有适合的设置", page.Markup, StringComparison.Ordinal));

        await page.ClickAsync("新建处理人设置");
        await page.OnAsync("form", e => e.SubmitAsync());
        page.WaitForAssertion(() => Assert.Equal("请选择对接角色", page.Find("form .field-error").TextContent.Trim()));
        Assert.Equal("true", page.Field("对接角色").GetAttribute("aria-invalid"));
        await page.ChooseAsync(popovers, "问题类型", type.Name);
        await page.ChooseAsync(popovers, "对接角色", role.Name);
        await page.OnAsync("form", e => e.SubmitAsync());
        page.WaitForAssertion(() => Assert.NotEmpty(page.FindAll("[aria-label='修改 投诉 的设置']")));
        Assert.Contains("客服组 没有在岗的人", page.Markup, StringComparison.Ordinal);

        await page.OnAsync("[aria-label='修改 投诉 的设置']", e => e.ClickAsync());
        await page.Field("解决方案").ChangeAsync(new() { Value = "先安抚" });
        await page.OnAsync("form", e => e.SubmitAsync());
        page.WaitForAssertion(() => Assert.Contains("先安抚", page.Find(".data-table").TextContent, StringComparison.Ordinal));

        _ = page.Find("[aria-label='删除 投诉 的设置']").ClickAsync();
        dialogs.WaitForAssertion(() => Assert.Contains("的工单不再按这条设置派给 客服组", dialogs.Markup, StringComparison.Ordinal));
        await dialogs.ClickAsync("删除");
        page.WaitForAssertion(() => Assert.Contains("还没有处理人设置", page.Markup, StringComparison.Ordinal));
        var actions = await Database.ReadAsync(db => db.OperationRecords.Where(r => r.SubjectKey == "Processors").OrderBy(r => r.Id).Select(r => r.Action).ToListAsync());
        Assert.Equal([ProcessorActions.Added, ProcessorActions.Changed, ProcessorActions.Deleted], actions);
        Assert.True(await Database.ReadAsync(db => db.ProcessorSettings.Select(s => s.IsDeleted).SingleAsync()));
    }
}
