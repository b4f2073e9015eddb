using System.Security.Claims;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server.Circuits;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using WorkOrders.Shared.People;
using WorkOrders.Staff;
using WorkOrders.Staff.Account;
using WorkOrders.Staff.Sessions;

namespace WorkOrders.Tests;

public sealed class CircuitSessionTests : IClassFixture<TestDatabase>, IAsyncLifetime
{
    private readonly TestDatabase database;
    private readonly FakeTimeProvider clock = Given.Clock();
    private readonly SessionWatch watch;
    private readonly CircuitSession circuit;

    public CircuitSessionTests(TestDatabase database)
    {
        this.database = database;
        watch = new SessionWatch(database.Factory, Options.Create(new StaffOptions()), clock, NullLogger<SessionWatch>.Instance);
        circuit = new CircuitSession(watch);
    }

    public Task InitializeAsync() => watch.StartAsync(CancellationToken.None);

    public async Task DisposeAsync()
    {
        await watch.StopAsync(CancellationToken.None);
        watch.Dispose();
        circuit.Dispose();
    }

    [Fact]
    public async Task An_open_page_is_signed_out_when_its_session_ends_wherever_that_happened()
    {
        var user = await database.SaveAsync(Given.User());
        var (mine, other) = (await StartAsync(user), await StartAsync(user));
        using var second = new CircuitSession(watch);
        Open(circuit, user, mine);
        Open(second, user, other);
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
        using var second = new CircuitSession(watch);
        Open(circuit, user, await StartAsync(user));
        Open(second, user, await StartAsync(user));
        await database.ActOnUserAsync(user, u => u.SignOutEverywhere(As.Somebody(Roles.Agent), Given.Now));
        await clock.AdvanceUntilAsync(TimeSpan.FromSeconds(1), () => circuit.HasEnded && second.HasEnded);
    }

    [Fact]
    public async Task A_page_that_comes_back_with_the_cookie_of_somebody_else_is_signed_out_and_stays_so()
    {
        var (first, second) = (await database.SaveAsync(Given.User()), await database.SaveAsync(Given.User()));
        var session = await StartAsync(first);
        Open(circuit, first, session);
        Open(circuit, second, await StartAsync(second));
        Assert.True(circuit.HasEnded);
        Assert.Null(await PersonOf(circuit));
        Open(circuit, first, session);
        Assert.Null(await PersonOf(circuit));
    }

    [Fact]
    public async Task A_page_that_comes_back_without_a_cookie_is_signed_out()
    {
        var user = await database.SaveAsync(Given.User());
        Open(circuit, user, await StartAsync(user));
        circuit.SetAuthenticationState(Task.FromResult(new AuthenticationState(new ClaimsPrincipal(new ClaimsIdentity()))));
        Assert.True(circuit.HasEnded);
    }

    [Fact]
    public async Task Whoever_signed_in_anew_goes_on_with_the_page_as_long_as_the_new_session_stands()
    {
        var user = await database.SaveAsync(Given.User());
        var (old, renewed) = (await StartAsync(user), await StartAsync(user));
        Open(circuit, user, old);
        Open(circuit, user, renewed);
        Assert.Equal(user.Id, await PersonOf(circuit));
        await database.ReadAsync(db => db.WebSessions.Where(s => s.Id == renewed.Id).ExecuteUpdateAsync(set => set.SetProperty(s => s.EndedAt, Given.Now)));
        await clock.AdvanceUntilAsync(TimeSpan.FromSeconds(1), () => circuit.HasEnded);
    }

    [Fact]
    public async Task Other_rights_of_the_same_person_are_another_page()
    {
        var user = await database.SaveAsync(Given.User());
        Open(circuit, user, await StartAsync(user));
        await database.ActOnUserAsync(user, u => u.SignOutEverywhere(As.Somebody(Roles.Admin), Given.Now));
        var now = (await database.ReadAsync(db => db.Users.FindAsync(user.Id).AsTask()))!;
        Open(circuit, now, await StartAsync(now));
        Assert.True(circuit.HasEnded);
    }

    [Fact]
    public async Task What_the_browser_still_sends_after_the_end_is_not_acted_on()
    {
        var user = await database.SaveAsync(Given.User());
        var acts = 0;
        var handle = new CircuitSession.Guard(circuit).CreateInboundActivityHandler(_ => Task.FromResult(acts++));
        Open(circuit, user, await StartAsync(user));
        await handle(null!);
        circuit.SetAuthenticationState(Task.FromResult(new AuthenticationState(new ClaimsPrincipal(new ClaimsIdentity()))));
        await handle(null!);
        Assert.Equal(1, acts);
    }

    private async Task<WebSession> StartAsync(User user)
    {
        var (session, _) = WebSession.Start(user.Id, user.SecurityStamp!, Given.Now, TimeSpan.FromHours(12), new SignInPlace(null, null));
        return await database.SaveAsync(session);
    }

    private static void Open(CircuitSession circuit, User user, WebSession session)
    {
        var person = new SignedIn(user.Id, user.UserName!, user.DisplayName, user.DutyStatus, user.Team, user.SecurityStamp!, user.MustChangePassword, []);
        circuit.SetAuthenticationState(Task.FromResult(new AuthenticationState(new ClaimsPrincipal(StaffClaims.Of(person, session.Id)))));
    }

    private static async Task<int?> PersonOf(CircuitSession circuit) => CurrentUser.From((await circuit.GetAuthenticationStateAsync()).User)?.Id;
}
