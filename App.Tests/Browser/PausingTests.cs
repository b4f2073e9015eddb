using WorkOrders.Tests.Files;
using System.Collections.Concurrent;
using Microsoft.AspNetCore.Components.Server.Circuits;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.TestHost;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace WorkOrders.Tests;

/// <summary>A hidden tab releases its circuit and restores its page and text when it is shown again.</summary>
public sealed class PausingTests(PausingTests.Fixture app) : BrowserTest(app), IClassFixture<PausingTests.Fixture>
{
    private readonly Fixture app = app;

    [Fact]
    public async Task A_new_order_goes_on_where_it_was_left_and_is_saved()
    {
        const string address = "/work-orders/new?callerNumber=13800138000";
        var page = await OpenAsync("agent1", address);
        await page.GetByLabel("客户姓名").FillAsync("等待回来的客户");
        await page.ChooseAsync("问题类型", "投诉");
        await page.GetByLabel("描述").FillAsync(new string('长', 900));
        await page.ChooseAsync("优先级", "高");
        await PauseAsync(page);

        await page.LookAsync();
        await BackAsync(page);
        await Expect(page.GetByLabel("描述")).ToHaveValueAsync(new string('长', 900));
        await Expect(page.GetByLabel("客户姓名")).ToHaveValueAsync("等待回来的客户");
        await Expect(page.GetByLabel("来电号码")).ToHaveValueAsync("13800138000");
        await Expect(page.GetByLabel("优先级")).ToHaveValueAsync("高");
        await Expect(page.GetByRole(AriaRole.Alertdialog)).ToBeHiddenAsync();
        Assert.EndsWith(address, page.Url, StringComparison.Ordinal);
        await page.GetByRole(AriaRole.Button, new() { Name = "保存工单" }).ClickAsync();
        await page.AtAsync("/work-orders/GD[0-9]{14}$");
        await using var db = await App.Factory.CreateDbContextAsync();
        Assert.Equal(Priority.High, (await db.WorkOrders.SingleAsync(o => o.CustomerName == "等待回来的客户")).Priority);
    }

    [Fact]
    public async Task A_follow_up_comes_back_even_when_the_server_is_away_at_first()
    {
        var address = $"/work-orders/{await MyOrderAsync(0)}?tab=follow-ups";
        var page = await OpenAsync("agent1", address);
        await page.GetByRole(AriaRole.Button, new() { Name = "新增跟进" }).ClickAsync();
        await page.GetByLabel("跟进内容").FillAsync("客户说晚上再联系");
        await PauseAsync(page);

        var isAway = true;
        await page.RouteAsync(url => url.Contains("/_blazor", StringComparison.Ordinal) || url.EndsWith("/health/live", StringComparison.Ordinal), route => isAway ? route.AbortAsync() : route.ContinueAsync());
        await page.LookAsync();
        var screen = page.GetByRole(AriaRole.Alertdialog, new() { Name = "连接已断开" });
        await Expect(screen.GetByText("暂时连不上服务器")).ToBeVisibleAsync();

        // The dialog can be dismissed.
        await screen.GetByRole(AriaRole.Button, new() { Name = "先看页面" }).ClickAsync();
        await Expect(screen).ToBeHiddenAsync();
        isAway = false;
        await BackAsync(page);
        await Expect(page.GetByLabel("跟进内容")).ToHaveValueAsync("客户说晚上再联系");
        Assert.EndsWith(address, page.Url, StringComparison.Ordinal);
        await page.GetByRole(AriaRole.Button, new() { Name = "保存", Exact = true }).ClickAsync();
        await Expect(page.GetByText("跟进记录已保存")).ToBeVisibleAsync();
        await Expect(page.GetByRole(AriaRole.Article).Filter(new() { HasText = "客户说晚上再联系" }).Last).ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_tab_with_unsaved_input_or_a_running_upload_is_not_paused()
    {
        var form = await OpenAsync("admin", "/admin/users/new");
        await form.GetByLabel("姓名").FillAsync("还没保存");
        var upload = await OpenAsync("agent1", $"/work-orders/{await MyOrderAsync(1)}?tab=attachments");
        await upload.RouteAsync("**/files", _ => Task.CompletedTask);
        await upload.Locator("input[type=file]").SetInputFilesAsync([new FilePayload { Name = "录音.wav", MimeType = "audio/wav", Buffer = Samples.Wav }]);
        await Expect(upload.GetByRole(AriaRole.Progressbar)).ToBeVisibleAsync();
        var awake = app.Circuits.Open;
        await form.HideAsync();
        await upload.HideAsync();

        // The desk is hidden after the form and the upload, and is paused; these two are not.
        var desk = await OpenAsync("agent2", "/work-orders");
        await PauseAsync(desk);
        Assert.Superset(awake, app.Circuits.Open);
        await Expect(form.GetByRole(AriaRole.Alertdialog)).ToBeHiddenAsync();
        await Expect(upload.GetByRole(AriaRole.Alertdialog)).ToBeHiddenAsync();
    }

    [Fact]
    public async Task The_paused_screen_can_be_used_by_everybody_and_goes_on_by_its_button()
    {
        var page = await OpenAsync("agent2", "/work-orders?view=all&page=2");
        await PauseAsync(page);
        var screen = page.GetByRole(AriaRole.Alertdialog, new() { Name = "页面已暂停" });
        await Expect(screen).ToBeVisibleAsync();
        await page.AssertAccessibleAsync();
        await screen.GetByRole(AriaRole.Button, new() { Name = "继续" }).ClickAsync();
        await BackAsync(page);
        await Expect(page.GetByRole(AriaRole.Alertdialog)).ToBeHiddenAsync();
        await page.GetByRole(AriaRole.Table).GetByRole(AriaRole.Link).Filter(new() { HasText = "GD20" }).First.ClickAsync();
        await page.AtAsync("page=2.*open=GD|open=GD.*page=2");
    }

    private async Task PauseAsync(IPage page)
    {
        await page.WaitUntilInteractiveAsync();
        var open = app.Circuits.Open;
        await page.GetByRole(AriaRole.Main).EvaluateAsync("main => main.dataset.before = ''");
        await page.HideAsync();
        await Expect(page.GetByRole(AriaRole.Alertdialog, new() { Name = "页面已暂停" })).ToBeVisibleAsync();
        await app.Circuits.AnyClosedAsync(open);
    }

    // Waits until a new circuit has rendered the page.
    private static async Task BackAsync(IPage page)
    {
        await Expect(page.Locator("main[data-before]")).ToHaveCountAsync(0);
        await page.WaitUntilInteractiveAsync();
    }

    private async Task<string> MyOrderAsync(int skip)
    {
        await using var db = await App.Factory.CreateDbContextAsync();
        return await db.WorkOrders.Where(o => o.Status != WorkOrderStatus.Settled && o.Handler!.UserName == "agent1").OrderBy(o => o.Id).Select(o => o.Number).Skip(skip).FirstAsync();
    }

    public sealed class Fixture : AppFixture
    {
        internal OpenCircuits Circuits { get; } = new();

        protected override void Configure(IWebHostBuilder builder)
        {
            ArgumentNullException.ThrowIfNull(builder);
            builder.UseSetting("Pausing:HiddenFor", "00:00:00.5");
            builder.ConfigureTestServices(services => services.AddSingleton<CircuitHandler>(Circuits));
        }
    }
}

/// <summary>A tab that was hidden for longer than a paused page is kept.</summary>
public sealed class PausedTooLongTests(PausedTooLongTests.Fixture app) : BrowserTest(app), IClassFixture<PausedTooLongTests.Fixture>
{
    [Fact]
    public async Task It_loads_anew_at_the_same_address_and_the_draft_is_open_again()
    {
        string number;
        await using (var db = await App.Factory.CreateDbContextAsync())
        {
            number = await db.WorkOrders.Where(o => o.Status != WorkOrderStatus.Settled && o.Handler!.UserName == "agent1").OrderBy(o => o.Id).Select(o => o.Number).FirstAsync();
        }

        var page = await OpenAsync("agent1", $"/work-orders/{number}?tab=follow-ups");
        await page.GetByRole(AriaRole.Button, new() { Name = "新增跟进" }).ClickAsync();
        await page.GetByLabel("跟进内容").FillAsync("写了一半就走开了");
        await page.EvaluateAsync("() => window.sameDocument = true");
        await page.HideAsync();
        await Expect(page.GetByRole(AriaRole.Alertdialog, new() { Name = "页面已暂停" })).ToBeVisibleAsync();
        await page.LookAsync();
        await page.WaitForFunctionAsync("() => !window.sameDocument");
        await page.WaitUntilInteractiveAsync();
        await page.AtAsync($"/work-orders/{number}\\?tab=follow-ups$");
        await Expect(page.GetByLabel("跟进内容")).ToHaveValueAsync("写了一半就走开了");
    }

    [Fact]
    public async Task A_new_order_is_filled_in_again_after_the_page_loaded_anew()
    {
        var page = await OpenAsync("agent1", "/work-orders/new?customerName=回访");
        await page.GetByLabel("解决方案").FillAsync("还没写完");
        await page.EvaluateAsync("() => window.sameDocument = true");
        await page.HideAsync();
        await Expect(page.GetByRole(AriaRole.Alertdialog, new() { Name = "页面已暂停" })).ToBeVisibleAsync();
        await page.LookAsync();
        await page.WaitForFunctionAsync("() => !window.sameDocument");
        await page.WaitUntilInteractiveAsync();
        await Expect(page.GetByLabel("解决方案")).ToHaveValueAsync("还没写完");
        await Expect(page.GetByLabel("客户姓名")).ToHaveValueAsync("回访");
    }

    public sealed class Fixture : AppFixture
    {
        protected override void Configure(IWebHostBuilder builder)
        {
            ArgumentNullException.ThrowIfNull(builder);
            builder.UseSetting("Pausing:HiddenFor", "00:00:00.5");
            builder.UseSetting("Pausing:KeptFor", "00:00:00.001");
        }
    }
}

/// <summary>Tracks the open circuits of the server.</summary>
internal sealed class OpenCircuits : CircuitHandler
{
    private readonly ConcurrentDictionary<string, bool> open = new(StringComparer.Ordinal);

    public ISet<string> Open => open.Keys.ToHashSet(StringComparer.Ordinal);

    public override Task OnCircuitOpenedAsync(Circuit circuit, CancellationToken cancellationToken)
    {
        open[circuit.Id] = true;
        return Task.CompletedTask;
    }

    public override Task OnCircuitClosedAsync(Circuit circuit, CancellationToken cancellationToken)
    {
        open.TryRemove(circuit.Id, out _);
        return Task.CompletedTask;
    }

    /// <summary>Waits until one of these circuits is closed.</summary>
    public Task AnyClosedAsync(ISet<string> before) => Eventually.HoldsAsync(() => !before.IsSubsetOf(Open));
}

/// <summary>Simulates hiding and showing a tab with the visibilitychange event.</summary>
internal static class Visibility
{
    private const string Turn = """
        hidden => {
          Object.defineProperty(document, 'hidden', { configurable: true, get: () => hidden });
          document.dispatchEvent(new Event('visibilitychange'));
        }
        """;

    public static Task HideAsync(this IPage page) => page.EvaluateAsync(Turn, true);

    public static Task LookAsync(this IPage page) => page.EvaluateAsync(Turn, false);
}
