using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using MudBlazor;
using WorkOrders.Customers;
using WorkOrders.Ui;

namespace WorkOrders.Tests.Ui;

/// <summary>The base of all screens: reading, acting, and what a failure says.</summary>
public sealed class ScreenTests : ComponentTest
{
    private readonly Log log = new();

    public ScreenTests(TestDatabase database)
        : base(database)
    {
        Services.AddSingleton<ILoggerFactory>(log);
        SignIn(As.Somebody(Roles.Agent));
    }

    [Fact]
    public async Task Of_two_reads_the_later_one_is_shown_and_the_earlier_one_is_cancelled()
    {
        var screen = Render<Probe>().Instance;
        var (first, second) = (new TaskCompletionSource<string>(), new TaskCompletionSource<string>());
        var older = screen.AskAsync(first.Task);
        Assert.False(screen.Token.IsCancellationRequested);
        var overtaken = screen.Token;
        var newer = screen.AskAsync(second.Task);
        Assert.True(overtaken.IsCancellationRequested);
        second.SetResult("newer");
        await newer;
        first.SetResult("older");
        await older;
        Assert.Equal(["newer"], screen.Shown);
        Assert.Empty(log.Errors);
    }

    [Fact]
    public async Task An_overtaken_read_that_fails_changes_nothing_and_an_overtaken_one_that_succeeds_hides_no_failure()
    {
        var screen = Render<Probe>().Instance;
        var (first, second) = (new TaskCompletionSource<string>(), new TaskCompletionSource<string>());
        var (older, newer) = (screen.AskAsync(first.Task), screen.AskAsync(second.Task));
        second.SetResult("newer");
        await newer;
        first.SetException(new Unanswered());
        await older;
        Assert.False(screen.Failed);
        Assert.Empty(log.Errors);

        var (third, fourth) = (new TaskCompletionSource<string>(), new TaskCompletionSource<string>());
        (older, newer) = (screen.AskAsync(third.Task), screen.AskAsync(fourth.Task));
        fourth.SetException(new Unanswered());
        await newer;
        third.SetResult("older");
        await older;
        Assert.True(screen.Failed);
        Assert.Equal(["newer"], screen.Shown);
    }

    [Fact]
    public async Task A_background_refresh_is_dropped_after_a_newer_read_and_its_failure_is_not_shown()
    {
        var screen = Render<Probe>().Instance;
        foreach (var meanwhile in new Func<Task>[] { () => screen.AskAsync(Task.FromResult("asked")), screen.DropAsync })
        {
            var quiet = new TaskCompletionSource<string>();
            var refreshing = screen.FollowAsync(quiet.Task);
            await meanwhile();
            quiet.SetResult("quiet");
            Assert.True(await refreshing);
        }

        Assert.True(await screen.FollowAsync(Task.FromResult("at last")));
        Assert.False(await screen.FollowAsync(Task.FromException<string>(new Unanswered())));
        Assert.False(screen.Failed);
        Assert.Equal(["asked", "at last"], screen.Shown);
    }

    [Fact]
    public async Task A_refresh_that_was_overtaken_by_a_later_one_is_dropped()
    {
        var screen = Render<Probe>().Instance;
        var slow = new TaskCompletionSource<string>();
        var earlier = screen.FollowAsync(slow.Task);
        await screen.FollowAsync(Task.FromResult("later"));
        slow.SetResult("earlier");
        await earlier;
        Assert.Equal(["later"], screen.Shown);
    }

    [Fact]
    public async Task A_failed_read_is_logged_once_with_what_was_being_read()
    {
        var screen = Render<Probe>().Instance;
        await screen.AskAsync(Task.FromException<string>(new Unanswered()));
        Assert.True(screen.Failed);
        Assert.Equal("AskAsync failed.", Assert.Single(log.Errors));
    }

    [Fact]
    public async Task A_bug_in_a_read_is_not_taken_for_a_failure_of_the_database()
    {
        var screen = Render<Probe>().Instance;
        await Assert.ThrowsAsync<InvalidOperationException>(() => screen.AskAsync(Task.FromException<string>(new InvalidOperationException())));
    }

    [Fact]
    public async Task A_second_click_while_the_act_runs_is_ignored()
    {
        var screen = Render<Probe>().Instance;
        var slow = new TaskCompletionSource<Outcome>();
        var first = screen.DoAsync(() => slow.Task);
        Assert.True(screen.Acting);
        Assert.False(await screen.DoAsync(() => throw new InvalidOperationException()));
        slow.SetResult(Outcome.Done);
        Assert.True(await first);
        Assert.False(screen.Acting);
        Assert.Equal((Severity.Success, "视图已保存"), Assert.Single(Toasts));
    }

    [Fact]
    public async Task A_refusal_a_newer_version_and_a_failure_are_told_in_words_and_the_next_success_clears_them()
    {
        var screen = Render<Probe>().Instance;
        Assert.False(await screen.DoAsync(() => Task.FromResult(Outcome.Refused("没有权限"))));
        Assert.Equal("没有权限", screen.Said);
        Assert.Empty(log.Errors);
        Assert.False(await screen.DoAsync(() => Task.FromException<Outcome>(new DbUpdateConcurrencyException())));
        Assert.Equal("没有保存：内容刚被他人修改，请看过最新内容后再试一次。", screen.Said);
        Assert.Empty(log.Errors);
        Assert.False(await screen.DoAsync(() => Task.FromException<Outcome>(new Unanswered())));
        Assert.Equal("暂时无法保存，填写的内容还在，请稍后再试。", screen.Said);
        Assert.Equal("DoAsync failed.", Assert.Single(log.Errors));
        Assert.Empty(Toasts);
        Assert.True(await screen.DoAsync(() => Task.FromResult(Outcome.Done)));
        Assert.Null(screen.Said);
    }

    [Fact]
    public async Task A_refused_act_saves_nothing()
    {
        var screen = Render<Probe>().Instance;
        var name = "拒绝的客户";
        Assert.False(await screen.ChangeAsync(name, Outcome.Refused("没有权限")));
        Assert.False(await Database.ReadAsync(db => db.Set<Customer>().AnyAsync(c => c.Name == name)));
        Assert.True(await screen.ChangeAsync(name, Outcome.Done));
        Assert.True(await Database.ReadAsync(db => db.Set<Customer>().AnyAsync(c => c.Name == name)));
    }

    [Fact]
    public async Task A_broken_constraint_is_told_as_a_conflict_and_logged_as_a_warning()
    {
        var taken = await Database.SaveAsync(Given.User("李雷"));
        var screen = Render<Probe>().Instance;
        Assert.False(await screen.AddAsync(taken.UserName!));
        Assert.Equal("没有保存：内容刚被他人修改，请看过最新内容后再试一次。", screen.Said);
        Assert.Equal("AddAsync failed.", Assert.Single(log.Warnings));
        Assert.Empty(log.Errors);
    }

    [Fact]
    public void A_state_that_no_circuit_took_ends_and_one_that_was_taken_takes_no_room()
    {
        var states = new PrerenderedStates();
        var now = Given.Now;
        var old = states.Store(1, "old", now);
        var kept = states.Store(1, "kept", now.AddSeconds(30));
        for (var i = 0; i < 1000; i++)
        {
            Assert.NotNull(states.Take(states.Store(1, i, now.AddSeconds(40)), 1, now.AddSeconds(40)));
        }

        Assert.Null(states.Take(old, 1, now.AddSeconds(61)));
        states.Store(1, "new", now.AddSeconds(62));
        Assert.Equal("kept", states.Take(kept, 1, now.AddSeconds(62)));
    }

    [Fact]
    public async Task Leaving_cancels_what_is_being_read()
    {
        var rendered = Render<Probe>();
        var screen = rendered.Instance;
        _ = screen.AskAsync(new TaskCompletionSource<string>().Task);
        var token = screen.Token;
        await DisposeComponentsAsync();
        Assert.True(token.IsCancellationRequested);
    }

    [Fact]
    public async Task A_read_that_starts_after_leaving_is_cancelled_from_the_start()
    {
        var screen = Render<Probe>().Instance;
        await DisposeComponentsAsync();
        await screen.AskAsync(Task.FromResult("late"));
        Assert.True(screen.Token.IsCancellationRequested);
        Assert.Empty(log.Errors);
    }

    [Fact]
    public async Task The_circuit_takes_what_its_prerendering_read_once_and_only_for_the_same_user()
    {
        var me = As.Somebody(Roles.Agent);
        var prerendered = Services.GetRequiredService<Prerendered>();
        var real = new object();
        prerendered.Keep(me, "page", real);
        await PersistAsync();
        Assert.True(Paused.TryTake<Guid>("page", out var key));
        Paused.Persist("page", key);
        Assert.Same(real, prerendered.Take<object>(me, "page"));
        Paused.Persist("page", key);
        Assert.Null(prerendered.Take<object>(me, "page"));
        Assert.Null(prerendered.Take<object>(me, "another page"));
    }

    internal sealed class Probe(ScreenServices services) : Screen(services)
    {
        public List<string> Shown { get; } = [];

        public CancellationToken Token { get; private set; }

        public bool Failed => HasFailed;

        public bool Acting => IsActing;

        public string? Said => Problem;

        public Task AskAsync(Task<string> answer) => ReadAsync(
            (_, token) =>
            {
                Token = token;
                return answer;
            },
            Shown.Add);

        public Task<bool> FollowAsync(Task<string> answer) => RefreshAsync((_, _) => answer, text =>
        {
            Shown.Add(text);
            return Task.CompletedTask;
        });

        public Task DropAsync()
        {
            Reading.Drop();
            return Task.CompletedTask;
        }

        public Task<bool> DoAsync(Func<Task<Outcome>> act) => ActAsync("视图已保存", act);

        public Task<bool> AddAsync(string userName) => ActAsync(null, db =>
        {
            var added = Given.User("另一位");
            (added.UserName, added.NormalizedUserName) = (userName, userName.ToUpperInvariant());
            db.Add(added);
            return Task.FromResult(Outcome.Done);
        });

        public Task<bool> ChangeAsync(string name, Outcome outcome) => ActAsync(null, db =>
        {
            db.Add(Given.Customer(name));
            return Task.FromResult(outcome);
        });
    }

    private sealed class Log : ILoggerFactory, ILogger
    {
        public List<string> Errors { get; } = [];

        public List<string> Warnings { get; } = [];

        public ILogger CreateLogger(string categoryName) => this;

        public void AddProvider(ILoggerProvider provider)
        {
        }

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Warning;

        void ILogger.Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (IsEnabled(logLevel))
            {
                (logLevel == LogLevel.Warning ? Warnings : Errors).Add(formatter(state, exception));
            }
        }

        public void Dispose()
        {
        }
    }
}
