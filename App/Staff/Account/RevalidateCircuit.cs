using System.Security.Claims;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using WorkOrders.Database;
using WorkOrders.Shared;

namespace WorkOrders.Staff.Account;

/// <summary>Signs out an open page when its user was disabled, or when their password or roles changed.</summary>
internal sealed class RevalidateCircuit(
    ILoggerFactory loggers, IDbContextFactory<AppDb> factory, IOptions<IdentityOptions> identity, IOptions<StaffOptions> staff)
    : RevalidatingServerAuthenticationStateProvider(loggers)
{
    protected override TimeSpan RevalidationInterval => staff.Value.RevalidationInterval;

    protected override async Task<bool> ValidateAuthenticationStateAsync(AuthenticationState authenticationState, CancellationToken cancellationToken)
    {
        if (CurrentUser.From(authenticationState.User) is not { } me)
        {
            return false;
        }

        var stamp = authenticationState.User.FindFirstValue(identity.Value.ClaimsIdentity.SecurityStampClaimType);
        try
        {
            await using var db = await factory.CreateDbContextAsync(cancellationToken);
            return await db.Users.AnyAsync(u => u.Id == me.Id && !u.IsDisabled && u.SecurityStamp == stamp, cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The page was closed meanwhile: nothing to sign out and nothing to log.
            return true;
        }
    }
}
