using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using WorkOrders.Database;
using WorkOrders.History;
using WorkOrders.Shared.People;
using WorkOrders.Staff;

namespace WorkOrders.Tests;

/// <summary>A code of the authenticator app counts once for its person; the two nodes are two applications on one database.</summary>
public sealed class OneTimeCodesTests : IClassFixture<TestDatabase>, IAsyncDisposable
{
    private readonly TestDatabase database;
    private readonly FakeTimeProvider clock = Given.Clock();
    private readonly WebApplication one;
    private readonly WebApplication two;

    public OneTimeCodesTests(TestDatabase database)
    {
        this.database = database;
        (one, two) = (NewNode(), NewNode());
    }

    [Fact]
    public async Task A_code_is_accepted_once_and_no_older_one_after_it()
    {
        var (li, key) = await SaveAsync();
        var (older, code, newer) = (CodeOf(key, -1), CodeOf(key), CodeOf(key, 1));
        Assert.True(await VerifyAsync(one, li, code));
        Assert.False(await VerifyAsync(one, li, code));
        Assert.False(await VerifyAsync(two, li, code));
        Assert.False(await VerifyAsync(two, li, older));
        Assert.True(await VerifyAsync(two, li, newer));

        clock.Advance(TimeSpan.FromMinutes(1));
        Assert.True(await VerifyAsync(one, li, CodeOf(key)));
    }

    [Fact]
    public async Task Of_the_same_code_at_the_same_moment_on_two_nodes_one_is_accepted()
    {
        var (li, key) = await SaveAsync();
        for (var round = 0; round < 5; round++)
        {
            var code = CodeOf(key);
            using var start = new Barrier(8);
            var accepted = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => Task.Run(() =>
            {
                start.SignalAndWait(TimeSpan.FromSeconds(30));
                return VerifyAsync(i % 2 == 0 ? one : two, li, code);
            })));
            Assert.Single(accepted, isAccepted => isAccepted);
            clock.Advance(TimeSpan.FromSeconds(30));
        }
    }

    [Fact]
    public async Task A_code_of_one_person_says_nothing_of_another()
    {
        var (li, key) = await SaveAsync();
        var (han, hers) = await SaveAsync();
        Assert.True(await VerifyAsync(one, li, CodeOf(key)));
        Assert.True(await VerifyAsync(one, han, CodeOf(hers)));
        Assert.False(await VerifyAsync(one, han, CodeOf(key, 1)));
    }

    [Fact]
    public async Task A_save_of_what_was_read_before_gives_no_code_back()
    {
        var (li, key) = await SaveAsync();
        await using var scope = one.Services.CreateAsyncScope();
        var users = scope.ServiceProvider.GetRequiredService<UserManager<User>>();
        var read = (await users.FindByIdAsync($"{li}"))!;
        Assert.True(await VerifyAsync(two, li, CodeOf(key)));
        Assert.True((await users.AccessFailedAsync(read)).Succeeded);
        Assert.Equal(1, (await database.ReadAsync(db => db.Users.SingleAsync(u => u.Id == li))).AccessFailedCount);
        Assert.False(await VerifyAsync(two, li, CodeOf(key)));
    }

    public async ValueTask DisposeAsync()
    {
        await one.DisposeAsync();
        await two.DisposeAsync();
    }

    private string CodeOf(string key, int steps = 0) => TwoFactorTests.CodeAt(key, clock.GetUtcNow(), steps);

    private static async Task<bool> VerifyAsync(WebApplication node, int id, string code)
    {
        await using var scope = node.Services.CreateAsyncScope();
        var users = scope.ServiceProvider.GetRequiredService<UserManager<User>>();
        var user = (await users.FindByIdAsync($"{id}"))!;
        return await users.VerifyTwoFactorTokenAsync(user, users.Options.Tokens.AuthenticatorTokenProvider, code);
    }

    private async Task<(int Id, string Key)> SaveAsync()
    {
        var id = (await database.SaveAsync(Given.User())).Id;
        await using var scope = one.Services.CreateAsyncScope();
        var users = scope.ServiceProvider.GetRequiredService<UserManager<User>>();
        var user = (await users.FindByIdAsync($"{id}"))!;
        await users.ResetAuthenticatorKeyAsync(user);
        return (id, (await users.GetAuthenticatorKeyAsync(user))!);
    }

    private WebApplication NewNode()
    {
        var builder = WebApplication.CreateBuilder();
        builder.Services.AddAppDb(TestCluster.Provider, database.ConnectionString);
        builder.Services.AddHistory();
        builder.Services.AddLocalization();
        builder.Services.AddSingleton<TimeProvider>(clock);
        builder.AddStaff();
        return builder.Build();
    }
}
