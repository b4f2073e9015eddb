using System.Net;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using WorkOrders.Demo;
using WorkOrders.Shared.People;
using WorkOrders.Staff.SecondFactors;

namespace WorkOrders.Tests;

/// <summary>Authenticator keys and recovery codes in the database help nobody who reads it.</summary>
public sealed class SecondFactorsAtRestTests(AppFixture app) : IClassFixture<AppFixture>
{
    private const string Provider = "[AspNetUserStore]";

    [Fact]
    public async Task Codes_are_stored_hashed_and_the_key_encrypted()
    {
        var (key, codes) = await TurnOnAsync("manager1");
        var stored = string.Join(' ', (await StoredAsync("manager1")).Select(t => t.Value));
        Assert.Equal(10, codes.Count);
        Assert.All([key, .. codes], secret => Assert.DoesNotContain(secret, stored, StringComparison.OrdinalIgnoreCase));
        await using var scope = app.Services.CreateAsyncScope();
        var (users, user) = await FindAsync(scope, "manager1");
        Assert.Equal(key, await users.GetAuthenticatorKeyAsync(user));
        Assert.Equal(10, await users.CountRecoveryCodesAsync(user));
        Assert.False((await users.RedeemTwoFactorRecoveryCodeAsync(user, "AAAAA-AAAAA")).Succeeded);
        Assert.True((await users.RedeemTwoFactorRecoveryCodeAsync(user, codes[3])).Succeeded);
        Assert.False((await users.RedeemTwoFactorRecoveryCodeAsync(user, codes[3])).Succeeded);
        Assert.Equal(9, await users.CountRecoveryCodesAsync(user));
    }

    /// <summary>Both have read the code before either of them saves.</summary>
    [Fact]
    public async Task Of_two_requests_with_the_same_code_one_redeems_it()
    {
        var (_, codes) = await TurnOnAsync("manager2");
        await using var scope = app.Services.CreateAsyncScope();
        await using var otherScope = app.Services.CreateAsyncScope();
        var (users, user) = await FindAsync(scope, "manager2");
        var (otherUsers, sameUser) = await FindAsync(otherScope, "manager2");
        Assert.Equal((10, 10), (await users.CountRecoveryCodesAsync(user), await otherUsers.CountRecoveryCodesAsync(sameUser)));
        Assert.True((await users.RedeemTwoFactorRecoveryCodeAsync(user, codes[0])).Succeeded);
        Assert.False((await otherUsers.RedeemTwoFactorRecoveryCodeAsync(sameUser, codes[0])).Succeeded);
    }

    [Fact]
    public async Task The_same_code_at_once_in_many_browsers_signs_in_once()
    {
        var (_, codes) = await TurnOnAsync("province1");
        var browsers = Enumerable.Range(0, 6).Select(_ => app.Anonymous()).ToList();
        foreach (var browser in browsers)
        {
            using var password = await browser.SignInAsync("province1", DemoStaff.Password);
        }

        var answers = await Task.WhenAll(browsers.Select(browser => browser.FillAsync("/account/login/code", ("Input.Code", codes[0]))));
        Assert.Single(answers, answer => answer.StatusCode == HttpStatusCode.Redirect);
        foreach (var one in answers.Concat<IDisposable>(browsers))
        {
            one.Dispose();
        }
    }

    [Fact]
    public async Task What_earlier_builds_stored_in_plain_text_is_hidden_also_when_two_nodes_start_at_once_and_still_works()
    {
        const string Key = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP";
        const string Codes = "BCDFG-23456;HJKMN-34567";
        var id = await IdAsync("group1");
        await using (var db = await app.Factory.CreateDbContextAsync())
        {
            db.AddRange(
                new IdentityUserToken<int> { UserId = id, LoginProvider = Provider, Name = "AuthenticatorKey", Value = Key },
                new IdentityUserToken<int> { UserId = id, LoginProvider = Provider, Name = "RecoveryCodes", Value = Codes });
            await db.SaveChangesAsync();
        }

        await Task.WhenAll(StaffUserStore.ProtectPlainAsync(app.Services), StaffUserStore.ProtectPlainAsync(app.Services));
        var stored = await StoredAsync("group1");
        Assert.Equal(2, stored.Count);
        Assert.All(stored, token => Assert.DoesNotContain(token.Value!, Key + Codes, StringComparison.Ordinal));
        Assert.All(["AuthenticatorKey", "RecoveryCodes"], name => Assert.DoesNotContain(name, stored.Select(t => t.Name)));
        await using var scope = app.Services.CreateAsyncScope();
        var (users, user) = await FindAsync(scope, "group1");
        Assert.Equal(Key, await users.GetAuthenticatorKeyAsync(user));
        Assert.Equal(2, await users.CountRecoveryCodesAsync(user));
        Assert.True((await users.RedeemTwoFactorRecoveryCodeAsync(user, "HJKMN-34567")).Succeeded);
    }

    [Fact]
    public async Task What_is_copied_to_another_person_does_not_work_there()
    {
        var (_, codes) = await TurnOnAsync("architect1");
        await TurnOnAsync("compliance1");
        await using (var db = await app.Factory.CreateDbContextAsync())
        {
            var (from, to) = (await IdAsync("architect1"), await IdAsync("compliance1"));
            foreach (var token in await db.UserTokens.AsNoTracking().Where(t => t.UserId == from).ToListAsync())
            {
                await db.UserTokens.Where(t => t.UserId == to && t.Name == token.Name).ExecuteUpdateAsync(set => set.SetProperty(t => t.Value, token.Value));
            }
        }

        await using var scope = app.Services.CreateAsyncScope();
        var (users, user) = await FindAsync(scope, "compliance1");
        Assert.Null(await users.GetAuthenticatorKeyAsync(user));
        Assert.False((await users.RedeemTwoFactorRecoveryCodeAsync(user, codes[0])).Succeeded);
    }

    private static async Task<(UserManager<User> Users, User User)> FindAsync(AsyncServiceScope scope, string name)
    {
        var users = scope.ServiceProvider.GetRequiredService<UserManager<User>>();
        return (users, (await users.FindByNameAsync(name))!);
    }

    private async Task<(string Key, IReadOnlyList<string> Codes)> TurnOnAsync(string name)
    {
        await using var scope = app.Services.CreateAsyncScope();
        var (users, user) = await FindAsync(scope, name);
        await users.ResetAuthenticatorKeyAsync(user);
        await users.SetTwoFactorEnabledAsync(user, true);
        return ((await users.GetAuthenticatorKeyAsync(user))!, [.. (await users.GenerateNewTwoFactorRecoveryCodesAsync(user, 10))!]);
    }

    private async Task<int> IdAsync(string name)
    {
        await using var db = await app.Factory.CreateDbContextAsync();
        return await db.Users.Where(u => u.UserName == name).Select(u => u.Id).SingleAsync();
    }

    private async Task<List<IdentityUserToken<int>>> StoredAsync(string name)
    {
        var id = await IdAsync(name);
        await using var db = await app.Factory.CreateDbContextAsync();
        return await db.UserTokens.AsNoTracking().Where(t => t.UserId == id).ToListAsync();
    }
}
