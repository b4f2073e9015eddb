using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace WorkOrders.Staff;

/// <summary>
/// Sign-in by user name and password. A guesser learns nothing: an unknown name costs the same time, gets the same answer and is
/// locked out after as many failures as a real one; that an account is disabled is told only to who knows its password.
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
    TimeProvider time)
    : SignInManager<User>(users, http, claims, options, logger, schemes, confirmation)
{
    public override Task<bool> CanSignInAsync(User user) => Task.FromResult(!user.IsDisabled);

    public override async Task<SignInResult> PasswordSignInAsync(string userName, string password, bool isPersistent, bool lockoutOnFailure)
    {
        if (await UserManager.FindByNameAsync(userName) is { } user)
        {
            return await PasswordSignInAsync(user, password, isPersistent, lockoutOnFailure);
        }

        UnknownNames.SpendTheTimeOfACheck(password);
        return unknownNames.Fail(userName, Options.Lockout) ? SignInResult.LockedOut : SignInResult.Failed;
    }

    public override async Task<SignInResult> CheckPasswordSignInAsync(User user, string password, bool lockoutOnFailure)
    {
        var result = await base.CheckPasswordSignInAsync(user, password, lockoutOnFailure);
        return result.Succeeded && !await CanSignInAsync(user) ? SignInResult.NotAllowed : result;
    }

    /// <summary>How many whole minutes the name stays locked; at least one.</summary>
    public async Task<int> MinutesLockedAsync(string userName)
    {
        var until = await UserManager.FindByNameAsync(userName) is { } user ? user.LockoutEnd : unknownNames.LockedUntil(userName);
        return Math.Max(1, (int)Math.Ceiling(((until ?? default) - time.GetUtcNow()).TotalMinutes));
    }

    public Task<bool> IsLockedAsync(User user) => IsLockedOut(user);

    // The base class refuses a disabled account before it looks at the password.
    protected override async Task<SignInResult?> PreSignInCheck(User user) =>
        await IsLockedOut(user) ? await LockedOut(user) : null;
}
