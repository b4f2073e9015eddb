using System.Security.Claims;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using WorkOrders.Shared.People;
using WorkOrders.Staff;
using WorkOrders.Staff.Account;
using WorkOrders.Staff.Sessions;
using WorkOrders.Staff.Tokens;

namespace WorkOrders.Tests;

public sealed class CircuitSessionTests : IClassFixture<TestDatabase>, IAsyncLifetime
{
    private readonly TestDatabase database;
    private readonly FakeTimeProvider clock = Given.Clock();
    private readonly MemoryCache cache = new(new MemoryCacheOptions());
    private readonly SessionWatch watch;
    private readonly CircuitSession circuit;

    public CircuitSessionTests(TestDatabase database)
    {
        this.database = database;
        watch = new SessionWatch(database.Factory, cache, Options.Create(new StaffOptions()), clock, NullLogger<SessionWatch>.Instance);
        circuit = new CircuitSession(watch, new HttpContextAccessor());
    }

    public Task InitializeAsync() => watch.StartAsync(CancellationToken.None);

    public async Task DisposeAsync()
    {
        await watch.StopAsync(CancellationToken.None);
        watch.Dispose();
        circuit.Dispose();
        cache.Dispose();
    }

    [Fact]
    public async Task An_open_page_is_signed_out_when_its_session_ends_wherever_that_happened()
    {
        var user = await database.SaveAsync(Given.User());
        var (mine, other) = (await StartAsync(user), await StartAsync(user));
        using var second = new CircuitSession(watch, new HttpContextAccessor());
        await OpenAsync(circuit, user, mine);
        await OpenAsync(second, user, other);
        await database.ReadAsync(db => db.WebSessions.Where(s => s.Id == mine.Id).ExecuteUpdateAsync(set => set.SetProperty(s => s.EndedAt, Given.Now)));

        await clock.AdvanceUntilAsync(TimeSpan.FromSeconds(1), () => circuit.HasEnded);
        Assert.Null(await PersonOf(circuit));
        Assert.Equal(user.Id, await PersonOf(second));
        Assert.False(second.HasEnded);
    }

    [Fact]
    public async Task Signing_out_everywhere_ends_every_open_page()
    {
        var user = await database.SaveAsync(Given.User());
        using var second = new CircuitSession(watch, new HttpContextAccessor());
        await OpenAsync(circuit, user, await StartAsync(user));
        await OpenAsync(second, user, await StartAsync(user));
        await database.ActOnUserAsync(user, u => u.SignOutEverywhere(As.Somebody(Roles.Agent), Given.Now));
        await clock.AdvanceUntilAsync(TimeSpan.FromSeconds(1), () => circuit.HasEnded && second.HasEnded);
    }

    [Fact]
    public async Task A_page_that_comes_back_with_the_cookie_of_somebody_else_is_signed_out_and_stays_so()
    {
        var (first, second) = (await database.SaveAsync(Given.User()), await database.SaveAsync(Given.User()));
        var session = await StartAsync(first);
        await OpenAsync(circuit, first, session);
        await OpenAsync(circuit, second, await StartAsync(second));
        Assert.True(circuit.HasEnded);
        Assert.Null(await PersonOf(circuit));
        await OpenAsync(circuit, first, session);
        Assert.Null(await PersonOf(circuit));
    }

    [Fact]
    public async Task A_page_that_comes_back_without_a_cookie_is_signed_out()
    {
        var user = await database.SaveAsync(Given.User());
        await OpenAsync(circuit, user, await StartAsync(user));
        circuit.SetAuthenticationState(Task.FromResult(new AuthenticationState(new ClaimsPrincipal(new ClaimsIdentity()))));
        Assert.True(circuit.HasEnded);
    }

    [Fact]
    public async Task Another_session_of_the_same_person_is_another_page_and_its_own_goes_on_after_a_lost_line()
    {
        var user = await database.SaveAsync(Given.User());
        var (mine, renewed) = (await StartAsync(user), await StartAsync(user));
        await OpenAsync(circuit, user, mine);
        await OpenAsync(circuit, user, mine);
        Assert.Equal(user.Id, await PersonOf(circuit));
        await OpenAsync(circuit, user, renewed);
        Assert.True(circuit.HasEnded);
    }

    [Fact]
    public async Task Somebody_without_a_session_is_nobody()
    {
        var user = await database.SaveAsync(Given.User());
        var person = new SignedIn(user.Id, user.UserName!, user.DisplayName, user.DutyStatus, user.Team, user.SecurityStamp!, user.MustChangePassword, []);
        circuit.SetAuthenticationState(Task.FromResult(new AuthenticationState(new ClaimsPrincipal(StaffClaims.Of(person, session: null)))));
        Assert.Null(await PersonOf(circuit));
    }

    [Fact]
    public async Task A_line_on_which_no_page_was_started_is_closed_when_the_session_ends()
    {
        var user = await database.SaveAsync(Given.User());
        var session = await StartAsync(user);
        var person = new SignedIn(user.Id, user.UserName!, user.DisplayName, user.DutyStatus, user.Team, user.SecurityStamp!, user.MustChangePassword, []);
        using var aborted = new CancellationTokenSource();
        var context = new DefaultHttpContext { User = new ClaimsPrincipal(StaffClaims.Of(person, session.Id)), Request = { Path = "/_blazor" } };
        context.Features.Set<IHttpRequestLifetimeFeature>(new Line(aborted));
        context.Features.Set<IHttpWebSocketFeature>(new Socket());
        var over = new TaskCompletionSource();
        var line = new RequestOfSession(_ => over.Task, watch, clock).InvokeAsync(context);
        await database.ActOnUserAsync(user, u => u.SignOutEverywhere(As.Somebody(Roles.Agent), Given.Now));
        await clock.AdvanceUntilAsync(TimeSpan.FromSeconds(1), () => aborted.IsCancellationRequested);
        over.SetResult();
        await line;
    }

    [Fact]
    public async Task A_page_that_is_started_after_the_end_of_its_session_is_nobodys()
    {
        var user = await database.SaveAsync(Given.User());
        var session = await StartAsync(user);
        await database.ActOnUserAsync(user, u => u.SignOutEverywhere(As.Somebody(Roles.Agent), Given.Now));
        await OpenAsync(circuit, user, session);
        Assert.True(circuit.HasEnded);
        Assert.Null(await PersonOf(circuit));
    }

    [Fact]
    public async Task A_slow_request_of_the_API_ends_with_its_session()
    {
        var user = await database.SaveAsync(Given.User());
        var (session, _) = ApiSession.Start(user, Given.Now, TimeSpan.FromDays(30), new SignInPlace(null, null));
        await database.SaveAsync(session);
        using var aborted = new CancellationTokenSource();
        var context = new DefaultHttpContext
        {
            User = new ClaimsPrincipal(new ClaimsIdentity([new Claim(CurrentUser.SessionClaim, session.Id.ToString("N"))], "token")),
            Request = { Path = "/api/v1/default-reasons" },
        };
        context.Features.Set<IHttpRequestLifetimeFeature>(new Line(aborted));
        var over = new TaskCompletionSource();
        var request = new RequestOfSession(_ => over.Task, watch, clock).InvokeAsync(context);
        using var page = watch.Watch(Guid.CreateVersion7(Given.Now), () => over.TrySetResult());
        await clock.AdvanceUntilAsync(TimeSpan.FromSeconds(1), () => over.Task.IsCompleted || aborted.IsCancellationRequested);
        Assert.False(aborted.IsCancellationRequested);
        await request;

        var second = new TaskCompletionSource();
        request = new RequestOfSession(_ => second.Task, watch, clock).InvokeAsync(context);
        await database.ActOnUserAsync(user, u => u.SignOutEverywhere(As.Somebody(Roles.Agent), Given.Now));
        await clock.AdvanceUntilAsync(TimeSpan.FromSeconds(1), () => aborted.IsCancellationRequested);
        second.SetResult();
        await request;
    }

    /// <summary>That a WebSocket is one, every browser story shows.</summary>
    [Fact]
    public async Task The_answer_to_a_request_that_ends_its_own_session_is_still_rendered()
    {
        var user = await database.SaveAsync(Given.User());
        var session = await StartAsync(user);
        using var answer = new CircuitSession(watch, new HttpContextAccessor { HttpContext = new DefaultHttpContext { Request = { Path = "/account/password" } } });
        await OpenAsync(answer, user, session);
        await OpenAsync(circuit, user, session);
        await database.ActOnUserAsync(user, u => u.SignOutEverywhere(As.Somebody(Roles.Agent), Given.Now));
        await clock.AdvanceUntilAsync(TimeSpan.FromSeconds(1), () => circuit.HasEnded);
        Assert.False(answer.HasEnded);
    }

    [Theory]
    [InlineData("/_blazor")]
    [InlineData("/_blazor/")]
    [InlineData("/_BLAZOR/")]
    public async Task Long_polling_is_no_line_of_a_page(string path)
    {
        var context = new DefaultHttpContext { Request = { Path = path, QueryString = new QueryString("?id=x") } };
        await new RequestOfSession(_ => throw new InvalidOperationException("must not go on"), watch, clock).InvokeAsync(context);
        Assert.Equal(400, context.Response.StatusCode);
    }

    [Fact]
    public async Task The_watch_goes_on_after_a_page_that_fails_at_its_end()
    {
        var user = await database.SaveAsync(Given.User());
        var session = await StartAsync(user);
        using var failing = watch.Watch(session.Id, () => throw new InvalidOperationException("a page that fails"));
        await OpenAsync(circuit, user, session);
        await database.ActOnUserAsync(user, u => u.SignOutEverywhere(As.Somebody(Roles.Agent), Given.Now));
        await clock.AdvanceUntilAsync(TimeSpan.FromSeconds(1), () => circuit.HasEnded);
        Assert.True(watch.HasSeenEnd(session.Id));

        using var second = new CircuitSession(watch, new HttpContextAccessor());
        await OpenAsync(second, user, session);
        await clock.AdvanceUntilAsync(TimeSpan.FromSeconds(1), () => second.HasEnded);
    }

    private async Task<WebSession> StartAsync(User user)
    {
        var (session, _) = WebSession.Start(user.Id, user.SecurityStamp!, Given.Now, TimeSpan.FromHours(12), new SignInPlace(null, null));
        return await database.SaveAsync(session);
    }

    private static async Task OpenAsync(CircuitSession circuit, User user, WebSession session)
    {
        var person = new SignedIn(user.Id, user.UserName!, user.DisplayName, user.DutyStatus, user.Team, user.SecurityStamp!, user.MustChangePassword, []);
        circuit.SetAuthenticationState(Task.FromResult(new AuthenticationState(new ClaimsPrincipal(StaffClaims.Of(person, session.Id)))));
        await circuit.GetAuthenticationStateAsync();
    }

    private static async Task<int?> PersonOf(CircuitSession circuit) => CurrentUser.From((await circuit.GetAuthenticationStateAsync()).User)?.Id;

    private sealed class Socket : IHttpWebSocketFeature
    {
        public bool IsWebSocketRequest => true;

        public Task<System.Net.WebSockets.WebSocket> AcceptAsync(WebSocketAcceptContext context) => throw new NotSupportedException();
    }

    private sealed class Line(CancellationTokenSource aborted) : IHttpRequestLifetimeFeature
    {
        public CancellationToken RequestAborted { get; set; }

        public void Abort() => aborted.Cancel();
    }
}
