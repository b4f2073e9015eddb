using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;
using WorkOrders.AccessRecords;
using WorkOrders.Shared.People;

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
    public override Task<bool> CanSignInAsync(User user) => Task.FromResult(!user.IsDisabled);

    public override async Task<SignInResult> PasswordSignInAsync(string userName, string password, bool isPersistent, bool lockoutOnFailure)
    {
        if (await UserManager.FindByNameAsync(userName) is { } user)
        {
            return await access.SignInAsync(user, userName, await PasswordSignInAsync(user, password, isPersistent, lockoutOnFailure));
        }

        UnknownNames.SimulatePasswordCheck(password);
        return await access.SignInAsync(null, userName, unknownNames.Fail(userName, Options.Lockout) ? SignInResult.LockedOut : SignInResult.Failed);
    }

    public override async Task<SignInResult> CheckPasswordSignInAsync(User user, string password, bool lockoutOnFailure)
    {
        var result = await base.CheckPasswordSignInAsync(user, password, lockoutOnFailure);
        return result.Succeeded && !await CanSignInAsync(user) ? SignInResult.NotAllowed : result;
    }

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
