using System.Diagnostics.CodeAnalysis;
using System.Text.RegularExpressions;
using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using WorkOrders.Demo;

namespace WorkOrders.Tests.Support;

/// <summary>A test in a real browser: <c>class X(AppFixture app) : BrowserTest(app)</c>. Find elements by what a user sees.</summary>
[Collection("Browser")]
public abstract class BrowserTest(AppFixture app) : IClassFixture<AppFixture>, IAsyncLifetime
{
    /// <summary>The collection of stories that run beside the others, and need no figure that holds on a quiet machine only.</summary>
    public const string SecondBrowser = "Browser, second";

    private readonly List<IBrowserContext> contexts = [];
    private int logged;

    protected AppFixture App { get; } = app;

    public Task InitializeAsync()
    {
        logged = App.Log.All.Count;
        return Task.CompletedTask;
    }

    /// <summary>Fails when a page broke on the server, also where the story didn't look.</summary>
    public async Task DisposeAsync()
    {
        foreach (var context in contexts)
        {
            await context.CloseAsync();
        }

        var broken = App.Log.All.Skip(logged).Where(line => line.Contains("ErrorBoundary", StringComparison.Ordinal)).ToList();
        Assert.True(broken.Count == 0, string.Join('\n', broken));
    }

    /// <summary>A separate browser context, signed in without the login page unless <paramref name="userName"/> is null.</summary>
    protected async Task<IPage> OpenAsync(string? userName, string path, int width = 1366, int height = 768, ColorScheme theme = ColorScheme.Light)
    {
        var browser = await BrowserProcess.GetAsync();
        var context = await browser.NewContextAsync(new()
        {
            BaseURL = App.Address.ToString(),
            Locale = "zh-CN",
            TimezoneId = "Asia/Shanghai",
            ColorScheme = theme,
            ViewportSize = new() { Width = width, Height = height },
        });
        contexts.Add(context);
        context.SetDefaultTimeout(15_000);
        await context.AddInitScriptAsync(PageExtensions.WatchCircuit);
        if (userName is not null)
        {
            await context.AddCookiesAsync((await App.SignInAsync(userName)).GetCookies(App.Address).Select(ToBrowser));
        }

        var page = await context.NewPageAsync();
        await page.GotoAsync(path);
        await page.WaitUntilInteractiveAsync();
        return page;
    }

    private Microsoft.Playwright.Cookie ToBrowser(System.Net.Cookie cookie) =>
        new() { Name = cookie.Name, Value = cookie.Value, Url = App.Address.ToString(), HttpOnly = cookie.HttpOnly };
}

/// <summary>User actions on any page.</summary>
public static class PageExtensions
{
    /// <summary>Signs in through the login page.</summary>
    public static async Task SignInAsync(this IPage page, string userName, string password = DemoStaff.Password)
    {
        await page.GetByLabel("用户名").FillAsync(userName);
        await page.GetByLabel("密码", new() { Exact = true }).FillAsync(password);
        await page.GetByRole(AriaRole.Button, new() { Name = "登录", Exact = true }).ClickAsync();
        await Assertions.Expect(page).Not.ToHaveURLAsync(new Regex("/account/login", RegexOptions.None, TimeSpan.FromSeconds(1)));
        await page.WaitUntilInteractiveAsync();
    }

    /// <summary>Records whether the page requested a circuit, and when the server last rendered on it.</summary>
    internal const string WatchCircuit = """
        new MutationObserver(changes => {
          for (const change of changes) for (const node of change.addedNodes)
            if (node.nodeType === Node.COMMENT_NODE && node.data.startsWith('Blazor:{"type":"server"')) window.circuitAsked = true;
        }).observe(document, { childList: true, subtree: true });
        window.WebSocket = class extends WebSocket {
          constructor(...args) {
            super(...args);
            this.addEventListener('message', e => {
              if (e.data instanceof ArrayBuffer && new TextDecoder('latin1').decode(e.data).includes('JS.RenderBatch'))
                setTimeout(() => window.circuitDrew = performance.now());
            });
          }
        };
        """;

    /// <summary>Waits until the page responds to clicks: prerendered markup appears before the circuit. Pages without a circuit pass at once.</summary>
    public static Task WaitUntilInteractiveAsync(this IPage page) => page.WaitForFunctionAsync(
        "() => document.readyState === 'complete' && (!window.circuitAsked || performance.now() - window.circuitDrew > 150)");

    /// <summary>
    /// Waits until the URL matches the expression. Polls the browser, because <c>WaitForURLAsync</c> misses a URL that changes between
    /// its check and its wait, and then never returns (20 of 3 000 on a busy machine).
    /// </summary>
    public static Task AtAsync(this IPage page, [StringSyntax(StringSyntaxAttribute.Regex)] string address) => Assertions.Expect(page).ToHaveURLAsync(new Regex(address, RegexOptions.None, TimeSpan.FromSeconds(1)));

    /// <summary>The message at the bottom of the page that contains this text.</summary>
    public static ILocator Toast(this IPage page, string text) => page.Locator("#mud-snackbar-container").GetByRole(AriaRole.Alert).Filter(new() { HasText = text });

    /// <summary>
    /// Chooses an option of the select field with this label. Waits until the field has the focus again, one round trip after the click, so
    /// that keys pressed next go to it.
    /// </summary>
    public static async Task ChooseAsync(this IPage page, string label, string option)
    {
        var field = page.GetByLabel(label);
        await field.ClickAsync();
        await page.GetByRole(AriaRole.Option, new() { Name = option, Exact = true }).ClickAsync();
        await Assertions.Expect(field).ToHaveValueAsync(option);
        await Assertions.Expect(field).ToBeFocusedAsync();
    }

    /// <summary>Fails on serious and critical axe violations. Waits for the circuit first: while it takes over, the page has no title.</summary>
    /// <param name="page">The page.</param>
    /// <param name="rules">Only these rules of axe; all by default.</param>
    public static async Task AssertAccessibleAsync(this IPage page, params string[] rules)
    {
        await page.WaitUntilInteractiveAsync();
        await page.WaitForFunctionAsync("() => document.title !== ''");

        // A toast that fades in or out is half transparent for a moment: it is looked at as it stands between.
        var standing = await page.AddStyleTagAsync(new() { Content = "*, *::before, *::after { animation: none !important; transition: none !important; } .mud-snackbar { opacity: 1 !important; }" });
        var result = await page.RunAxe(rules.Length == 0 ? null : new AxeRunOptions { RunOnly = RunOnlyOptions.Rules(rules) });
        await standing.EvaluateAsync("style => style.remove()");
        var bad = result.Violations.Where(v => v.Impact is "serious" or "critical")
            .Select(v => $"{v.Id}: {v.Help}\n" + string.Join('\n', v.Nodes.Select(n => "    " + n.Html)));
        Assert.True(!bad.Any(), string.Join('\n', bad));
    }
}

/// <summary>The single Chromium of the test run: the path in CHROMIUM, or the first usual path that exists.</summary>
internal static class BrowserProcess
{
    private static readonly Lazy<Task<(IPlaywright Playwright, IBrowser Browser)>> Running = new(StartAsync);

    public static async Task<IBrowser> GetAsync() => (await Running.Value).Browser;

    public static async Task StopAsync()
    {
        if (Running.IsValueCreated)
        {
            var (playwright, browser) = await Running.Value;
            await browser.CloseAsync();
            playwright.Dispose();
        }
    }

    private static async Task<(IPlaywright Playwright, IBrowser Browser)> StartAsync()
    {
        // Pages are slow on a busy machine.
        Assertions.SetDefaultExpectTimeout(15_000);
        var playwright = await Playwright.CreateAsync();
        var browser = await playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = Executable(),
            Args = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
        });
        return (playwright, browser);
    }

    private static string Executable() =>
        new[] { Environment.GetEnvironmentVariable("CHROMIUM"), "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome" }.FirstOrDefault(File.Exists)
        ?? throw new InvalidOperationException("Chromium is not installed. Run ./setup.sh, or: apt-get install chromium");
}
