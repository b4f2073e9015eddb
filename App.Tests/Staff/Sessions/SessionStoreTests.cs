using System.Net;
using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using WorkOrders.Shared.People;
using WorkOrders.Staff;
using WorkOrders.Staff.Account;
using WorkOrders.Staff.Sessions;

namespace WorkOrders.Tests;

public sealed class SessionStoreTests(TestDatabase database) : IClassFixture<TestDatabase>, IDisposable
{
    private readonly FakeTimeProvider clock = Given.Clock();
    private readonly List<MemoryCache> caches = [];
    private SessionStore? one;

    // Two nodes share the database and nothing else.
    private ITicketStore One => one ??= NewNode();

    [Fact]
    public async Task The_database_has_no_key_and_the_session_says_where_it_began()
    {
        var user = await database.SaveAsync(Given.User());
        var key = await SignInAsync(user, "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0.0.0 Safari/537.36 Edg/130.0.0.0");
        var saved = await SessionOf(user);
        Assert.Equal(("Edge 130 · Windows", "10.1.2.3", Given.Now, Given.Now.AddHours(12)), (saved.Device, saved.Address, saved.StartedAt, saved.ExpiresAt));
        Assert.Equal(WebSession.HashOf(key), saved.KeyHash);
        Assert.Null(await One.RetrieveAsync(saved.KeyHash));
        var me = CurrentUser.From((await One.RetrieveAsync(key))!.Principal)!;
        Assert.Equal((user.Id, user.DisplayName, user.Team), (me.Id, me.Name, me.Team));
    }

    [Fact]
    public async Task It_ends_after_two_hours_without_a_request_and_the_line_of_an_open_page_is_none()
    {
        var user = await database.SaveAsync(Given.User());
        var key = await SignInAsync(user);
        clock.Advance(TimeSpan.FromMinutes(119));
        Assert.NotNull(await RequestAsync(key, "/_blazor"));
        clock.Advance(TimeSpan.FromMinutes(2));
        Assert.Null(await RequestAsync(key, "/_blazor"));
        Assert.Null(await RequestAsync(key, "/work-orders"));
    }

    [Fact]
    public async Task A_request_keeps_it_and_after_twelve_hours_nothing_does()
    {
        var user = await database.SaveAsync(Given.User());
        var key = await SignInAsync(user);
        for (var i = 0; i < 11; i++)
        {
            clock.Advance(TimeSpan.FromHours(1));
            Assert.NotNull(await RequestAsync(key, "/work-orders"));
        }

        Assert.Equal(clock.GetUtcNow(), (await SessionOf(user)).LastActiveAt);
        clock.Advance(TimeSpan.FromMinutes(59));
        Assert.NotNull(await RequestAsync(key, "/work-orders"));
        clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Null(await RequestAsync(key, "/work-orders"));
    }

    [Fact]
    public async Task Signed_out_on_one_node_it_is_over_on_another_within_a_second()
    {
        var user = await database.SaveAsync(Given.User());
        var key = await SignInAsync(user);
        var other = NewNode();
        Assert.NotNull(await other.RetrieveAsync(key));
        await One.RemoveAsync(key);
        Assert.Null(await One.RetrieveAsync(key));
        clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Null(await other.RetrieveAsync(key));
    }

    [Fact]
    public async Task It_knows_the_person_as_they_are_now()
    {
        var user = await database.SaveAsync(Given.User());
        var key = await SignInAsync(user);
        await One.RetrieveAsync(key);
        await database.ActOnUserAsync(user, u => u.Change(new UserProfile("新名字", Team: "新班组"), As.Somebody(Roles.Admin), Given.Now));
        clock.Advance(TimeSpan.FromSeconds(1));
        var me = CurrentUser.From((await One.RetrieveAsync(key))!.Principal)!;
        Assert.Equal(("新名字", "新班组"), (me.Name, me.Team));
    }

    [Fact]
    public async Task Signing_out_everywhere_and_a_disabled_account_end_all_of_the_person_and_nobody_elses()
    {
        var (user, other) = (await database.SaveAsync(Given.User()), await database.SaveAsync(Given.User()));
        string[] keys = [await SignInAsync(user), await SignInAsync(user)];
        var others = await SignInAsync(other);
        await database.ActOnUserAsync(user, u => u.SignOutEverywhere(As.Somebody(Roles.Agent), Given.Now));
        Assert.All(await Task.WhenAll(keys.Select(One.RetrieveAsync)), Assert.Null);

        var again = await SignInAsync((await database.ReadAsync(db => db.Users.FindAsync(user.Id).AsTask()))!);
        Assert.NotNull(await One.RetrieveAsync(again));
        await database.ActOnUserAsync(user, u => Done(u.Disable(As.Somebody(Roles.Admin), Given.Now)));
        clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Null(await One.RetrieveAsync(again));
        Assert.NotNull(await One.RetrieveAsync(others));
    }

    [Fact]
    public async Task What_has_expired_is_deleted()
    {
        var user = await database.SaveAsync(Given.User());
        await SignInAsync(user);
        clock.Advance(TimeSpan.FromHours(12) + TimeSpan.FromSeconds(1));
        var fresh = await SignInAsync(user);
        Assert.True(await new ClearSessions(database.Factory, clock).RunAsync(CancellationToken.None) >= 1);
        Assert.NotNull(await One.RetrieveAsync(fresh));
        Assert.Equal(clock.GetUtcNow(), (await SessionOf(user)).StartedAt);
    }

    public void Dispose() => caches.ForEach(cache => cache.Dispose());

    private SessionStore NewNode()
    {
        var cache = new MemoryCache(new MemoryCacheOptions());
        caches.Add(cache);
        var options = Options.Create(new StaffOptions());
        return new SessionStore(
            database.Factory, cache, new SessionWatch(database.Factory, cache, options, clock, NullLogger<SessionWatch>.Instance), options, clock, NullLogger<SessionStore>.Instance);
    }

    private async Task<string> SignInAsync(User user, string agent = "")
    {
        var person = new SignedIn(user.Id, user.UserName!, user.DisplayName, user.DutyStatus, user.Team, user.SecurityStamp!, user.MustChangePassword, []);
        var ticket = new AuthenticationTicket(new ClaimsPrincipal(StaffClaims.Of(person, session: null)), IdentityConstants.ApplicationScheme);
        var context = new DefaultHttpContext { Connection = { RemoteIpAddress = IPAddress.Parse("10.1.2.3") } };
        context.Request.Headers.UserAgent = agent;
        return await One.StoreAsync(ticket, context, CancellationToken.None);
    }

    private Task<AuthenticationTicket?> RequestAsync(string key, string path) =>
        One.RetrieveAsync(key, new DefaultHttpContext { Request = { Path = path } }, CancellationToken.None);

    private Task<WebSession> SessionOf(User user) => database.ReadAsync(db => db.WebSessions.SingleAsync(s => s.UserId == user.Id));
}
