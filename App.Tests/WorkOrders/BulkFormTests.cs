using WorkOrders.Tests.Transfers;
using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Localization;
using MudBlazor;
using WorkOrders.Database;
using WorkOrders.Desk.Views;
using WorkOrders.Handling;
using WorkOrders.Handling.Assigning;
using WorkOrders.Handling.Settling;
using WorkOrders.Shared.People;
using WorkOrders.Ui.Dialogs;

namespace WorkOrders.Tests;

/// <summary>The dialogs 指派 and 结单 for many orders: stopped, closed, or with a database failure in the middle.</summary>
public sealed class BulkFormTests : ComponentTest
{
    // Two batches and a half.
    private const int Many = 250;

    // Delays the save of the second batch.
    private readonly HeldSave second = new(2);
    private User leader = null!;
    private User li = null!;

    public BulkFormTests(TestDatabase database)
        : base(database)
    {
        Services.AddSingleton<IDbContextFactory<AppDb>>(new InterceptedFactory(database, second));
        Services.AddSingleton<ViewCounts>();
    }

    private DialogStack Dialogs => Services.GetRequiredService<DialogStack>();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Closed_while_it_works_it_stops_after_the_batch_in_hand_and_tells_what_was_done(bool settles)
    {
        var (dialog, seen, answer) = await OpenAsync(settles);
        var submitted = dialog.OnAsync("form", e => e.SubmitAsync());
        await second.Reached;
        await dialog.InvokeAsync(() => Dialogs.Close(false));
        Assert.False(await answer);
        second.Release();

        await submitted;
        dialog.WaitForState(() => Toasts.Count > 0);
        var toast = Assert.Single(Toasts);
        Assert.Equal((Severity.Success, settles ? "已结 200 张工单" : "已指派 200 张工单给 " + li.DisplayName), toast);
        Assert.Equal(200, await DoneAsync(seen, settles));
        Assert.False(Renderer.UnhandledException.IsCompleted);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Stopped_by_its_button_it_ends_after_the_batch_in_hand_and_tells_what_was_done(bool settles)
    {
        var (dialog, seen, answer) = await OpenAsync(settles);
        var submitted = dialog.OnAsync("form", e => e.SubmitAsync());
        await second.Reached;
        await dialog.ClickAsync("停止");
        second.Release();

        await submitted;
        Assert.True(await answer);
        Assert.Equal(settles ? "已结 200 张工单" : "已指派 200 张工单给 " + li.DisplayName, Assert.Single(Toasts).Text);
        Assert.Equal(200, await DoneAsync(seen, settles));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Without_the_database_in_the_midst_it_says_so_and_can_be_tried_again(bool settles)
    {
        var (dialog, seen, _) = await OpenAsync(settles);
        var submitted = dialog.OnAsync("form", e => e.SubmitAsync());
        await second.Reached;
        second.Fail();

        await submitted;
        dialog.WaitForAssertion(() => Assert.Contains(settles ? "没有全部结单，可能是数据库" : "没有全部指派，可能是数据库", dialog.Find("[role=alert]").TextContent, StringComparison.Ordinal));
        Assert.False(dialog.Find("[type=submit]").HasAttribute("disabled"));
        Assert.Empty(Toasts);
        Assert.Equal(100, await DoneAsync(seen, settles));

        // A retry skips the finished orders and processes the rest.
        await dialog.OnAsync("form", e => e.SubmitAsync());
        dialog.WaitForAssertion(() => Assert.Contains(settles ? "已结 150 张工单" : "已指派 150 张工单给 " + li.DisplayName, dialog.Find("[role=status]").TextContent, StringComparison.Ordinal));
        Assert.Equal(100, dialog.FindAll("li").Count);
        Assert.Equal(Many, await DoneAsync(seen, settles));
        Assert.False(Renderer.UnhandledException.IsCompleted);
    }

    [Fact]
    public async Task Closed_while_the_database_goes_away_it_says_so_by_a_toast()
    {
        var (dialog, seen, _) = await OpenAsync(settles: false);
        var submitted = dialog.OnAsync("form", e => e.SubmitAsync());
        await second.Reached;
        await dialog.InvokeAsync(() => Dialogs.Close(false));
        second.Fail();

        await submitted;
        dialog.WaitForState(() => Toasts.Count > 0);
        Assert.StartsWith("没有全部指派", Assert.Single(Toasts).Text, StringComparison.Ordinal);
        Assert.Equal(100, await DoneAsync(seen, settles: false));
        Assert.False(Renderer.UnhandledException.IsCompleted);
    }

    [Fact]
    public async Task Choosing_another_colleague_during_the_run_does_not_change_the_assignee()
    {
        var (dialog, seen, answer) = await OpenAsync(settles: false);
        var han = await Database.SaveAgentAsync("韩梅梅" + Given.Next());
        var submitted = dialog.OnAsync("form", e => e.SubmitAsync());
        await second.Reached;
        await ChooseAsync(dialog, han.DisplayName);
        second.Release();

        await submitted;
        Assert.True(await answer);
        Assert.Equal("已指派 250 张工单给 " + li.DisplayName, Assert.Single(Toasts).Text);
        Assert.Equal(Many, await DoneAsync(seen, settles: false));
    }

    private static async Task ChooseAsync(IRenderedComponent<MudDialogProvider> dialog, string name)
    {
        await dialog.OnAsync("input[type=search]", e => e.InputAsync(name));
        dialog.WaitForState(() => dialog.FindAll(".colleague").Count > 0 && dialog.FindAll(".colleague").All(c => c.TextContent.Contains(name, StringComparison.Ordinal)));
        await dialog.OnAsync(".colleague input", e => e.ChangeAsync(true));
    }

    private async Task<(IRenderedComponent<MudDialogProvider> Dialog, List<SeenOrder> Seen, Task<bool> Answer)> OpenAsync(bool settles)
    {
        (leader, li) = (await Database.SaveAsync(Given.User("周敏")), await Database.SaveAgentAsync("李雷" + Given.Next()));
        var orders = Enumerable.Range(0, Many).Select(_ => (settles ? Given.WorkOrder().HandledBy(li) : Given.WorkOrder().CreatedBy(leader)).Build()).ToList();
        await Database.SaveAsync(orders[0], [.. orders.Skip(1)]);
        var numbers = orders.ConvertAll(o => o.Number);
        var seen = await Database.ReadAsync(db => BulkAction.SeeAsync(db.WorkOrders.Where(o => numbers.Contains(o.Number))));
        SignIn(As.Leader(leader));
        SetRendererInfo(new RendererInfo("Server", isInteractive: true));
        var (dialog, text) = (Render<MudDialogProvider>(), Services.GetRequiredService<IStringLocalizer<Text>>());
        Task<bool> answer = null!;
        await dialog.InvokeAsync(() =>
        {
            answer = settles ? SettleManyDialog.OpenAsync(Dialogs, text, seen) : AssignDialog.OpenAsync(Dialogs, text, AssignmentKind.Assign, seen);
        });
        dialog.WaitForElement("form");
        if (!settles)
        {
            await ChooseAsync(dialog, li.DisplayName);
        }

        return (dialog, seen, answer);
    }

    private Task<int> DoneAsync(List<SeenOrder> seen, bool settles)
    {
        var ids = seen.ConvertAll(o => o.Id);
        return Database.ReadAsync(db => db.WorkOrders.CountAsync(o => ids.Contains(o.Id) && (settles ? o.Status == WorkOrderStatus.Settled : o.HandlerId == li.Id)));
    }
}
