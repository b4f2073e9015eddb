using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;
using WorkOrders.AccessRecords;
using WorkOrders.Shared.People;
using WorkOrders.Staff.Sessions;

namespace WorkOrders.Staff.Account;

/// <summary>
/// Sign-in by user name and password, without revealing which names exist: an unknown name takes the same time, gets the same answer
/// and is locked out after the same number of failures. Only a correct password reveals that an account is disabled.
/// </summary>
public sealed class StaffSignIn(
    UserManager<User> users,
    IHttpContextAccessor http,
    IUserClaimsPrincipalFactory<User> claims,
    IOptions<IdentityOptions> options,
    ILogger<SignInManager<User>> logger,
    IAuthenticationSchemeProvider schemes,
    IUserConfirmation<User> confirmation,
    UnknownNames unknownNames,
    AccessWriter access,
    TimeProvider time)
    : SignInManager<User>(users, http, claims, options, logger, schemes, confirmation)
{
    /// <summary>
    /// Each sign-in starts a session with a key of its own, and ends the one that this browser had: whoever knew the old key has nothing. Also after a change of the
    /// password or second factor.
    /// </summary>
    public override async Task SignInWithClaimsAsync(User user, AuthenticationProperties? authenticationProperties, IEnumerable<Claim> additionalClaims)
    {
        RequestOfSession.GoOn(Context);
        var services = Context.RequestServices;
        await services.GetRequiredService<SessionStore>().EndAsync(Context.User);

        // The cookie handler of the request has read the old session and would go on with it; the one of another scope reads none.
        Context.Items[SessionStore.Begins] = true;
        await using var scope = services.CreateAsyncScope();
        Context.RequestServices = scope.ServiceProvider;
        try
        {
            await base.SignInWithClaimsAsync(user, authenticationProperties, additionalClaims);
        }
        finally
        {
            Context.RequestServices = services;
            Context.Items.Remove(SessionStore.Begins);
        }
    }

    public override Task<bool> CanSignInAsync(User user) => Task.FromResult(!user.IsDisabled);

    public override async Task<SignInResult> PasswordSignInAsync(string userName, string password, bool isPersistent, bool lockoutOnFailure)
    {
        if (await UserManager.FindByNameAsync(userName) is { } user)
        {
            return await access.SignInAsync(user, userName, await PasswordSignInAsync(user, password, isPersistent, lockoutOnFailure));
        }

        SimulatePasswordCheck(password);
        return await access.SignInAsync(null, userName, unknownNames.Fail(userName, Options.Lockout) ? SignInResult.LockedOut : SignInResult.Failed);
    }

    public override async Task<SignInResult> CheckPasswordSignInAsync(User user, string password, bool lockoutOnFailure)
    {
        // The base class answers a locked account without looking at the password, which would tell by the time that the name exists.
        if (await IsLockedOut(user))
        {
            SimulatePasswordCheck(password);
            return await LockedOut(user);
        }

        var result = await base.CheckPasswordSignInAsync(user, password, lockoutOnFailure);
        return result.Succeeded && !await CanSignInAsync(user) ? SignInResult.NotAllowed : result;
    }

    /// <summary>The work of a password check where there is no password to check: each refused sign-in computes one hash.</summary>
    public void SimulatePasswordCheck(string password) => UnknownNames.SimulatePasswordCheck(UserManager.PasswordHasher, password);

    /// <summary>Remaining lockout in whole minutes, at least one.</summary>
    public async Task<int> MinutesLockedAsync(string userName)
    {
        var until = await UserManager.FindByNameAsync(userName) is { } user ? user.LockoutEnd : unknownNames.LockedUntil(userName);
        return Math.Max(1, (int)Math.Ceiling(((until ?? default) - time.GetUtcNow()).TotalMinutes));
    }

    public Task<bool> IsLockedAsync(User user) => IsLockedOut(user);

    // The base class checks for a disabled account before the password.
    protected override async Task<SignInResult?> PreSignInCheck(User user) =>
        await IsLockedOut(user) ? await LockedOut(user) : null;
}
