using Microsoft.JSInterop;
using WorkOrders.Ui.Scripts;

namespace WorkOrders.Tests.Ui;

/// <summary>A component and its JavaScript module begin and end at different times.</summary>
public sealed class ScriptModuleTests
{
    private readonly Browser browser = new();

    [Fact]
    public async Task It_attaches_to_the_page_and_lets_go_of_it()
    {
        var script = new PageScript(browser);
        var attaching = script.AttachAsync("/js/page.js");
        browser.Loaded.SetResult();
        await attaching;
        await script.DisposeAsync();
        Assert.Equal(["import /js/page.js", "attach", "detach", "dispose module"], browser.Calls);
    }

    [Fact]
    public async Task A_page_that_is_left_while_its_module_loads_does_not_attach()
    {
        var script = new PageScript(browser);
        var attaching = script.AttachAsync("/js/page.js");
        await script.DisposeAsync();
        browser.Loaded.SetResult();
        await attaching;
        Assert.False(script.IsLoaded);
        Assert.Equal(["import /js/page.js", "dispose module"], browser.Calls);
    }

    [Fact]
    public async Task A_watch_ends_with_its_component_also_when_it_began_too_late()
    {
        browser.Loaded.SetResult();
        var script = new ScriptModule(browser);
        await script.LoadAsync("/js/form.js");
        var watching = script.WatchAsync();
        await script.DisposeAsync();
        browser.Watching.SetResult();
        await watching;
        Assert.Equal(["import /js/form.js", "watch", "dispose module", "dispose", "dispose watch"], browser.Calls);
    }

    [Fact]
    public async Task A_disconnected_browser_is_no_error_at_the_end()
    {
        browser.Loaded.SetResult();
        var script = new PageScript(browser);
        await script.AttachAsync("/js/page.js");
        browser.IsGone = true;
        await script.DisposeAsync();
        await script.CallAsync("attach");
        Assert.Equal(["import /js/page.js", "attach", "detach", "dispose module"], browser.Calls);
    }

    [Fact]
    public async Task A_browser_that_disconnects_while_the_module_loads_or_answers_is_no_error()
    {
        var script = new ScriptModule(browser);
        var loading = script.LoadAsync("/js/form.js");
        browser.IsGone = true;
        browser.Loaded.SetResult();
        Assert.False(await loading);

        browser.IsGone = false;
        Assert.True(await script.LoadAsync("/js/form.js"));
        browser.IsGone = true;
        Assert.Null(await script.WatchAsync());
        Assert.Null(await script.AskAsync<string>("windowId"));
    }

    private sealed class Browser : IJSRuntime
    {
        public TaskCompletionSource Loaded { get; } = new();

        public TaskCompletionSource Watching { get; } = new();

        public List<string> Calls { get; } = [];

        public bool IsGone { get; set; }

        public async ValueTask<TValue> InvokeAsync<TValue>(string identifier, object?[]? args)
        {
            Calls.Add($"{identifier} {args![0]}");
            await Loaded.Task;
            return IsGone ? throw new JSDisconnectedException("gone") : (TValue)(object)new Reference(this, "module");
        }

        public ValueTask<TValue> InvokeAsync<TValue>(string identifier, CancellationToken cancellationToken, object?[]? args) =>
            InvokeAsync<TValue>(identifier, args);
    }

    private sealed class Reference(Browser browser, string name) : IJSObjectReference
    {
        public async ValueTask<TValue> InvokeAsync<TValue>(string identifier, object?[]? args)
        {
            browser.Calls.Add(identifier);
            if (browser.IsGone)
            {
                throw new JSDisconnectedException("gone");
            }

            if (identifier != "watch")
            {
                return default!;
            }

            await browser.Watching.Task;
            return (TValue)(object)new Reference(browser, "watch");
        }

        public ValueTask<TValue> InvokeAsync<TValue>(string identifier, CancellationToken cancellationToken, object?[]? args) =>
            InvokeAsync<TValue>(identifier, args);

        public ValueTask DisposeAsync()
        {
            browser.Calls.Add($"dispose {name}");
            return ValueTask.CompletedTask;
        }
    }
}
