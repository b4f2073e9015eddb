using System.Security.Claims;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;
using WorkOrders.Shared;
using WorkOrders.Shared.People;
using WorkOrders.Staff.Account.Passwords;

namespace WorkOrders.Staff.Account;

/// <summary>Adds to the cookie the claims that <see cref="CurrentUser"/> reads.</summary>
internal sealed class StaffClaims(UserManager<User> users, RoleManager<Role> roles, IOptions<IdentityOptions> options)
    : UserClaimsPrincipalFactory<User, Role>(users, roles, options)
{
    protected override async Task<ClaimsIdentity> GenerateClaimsAsync(User user)
    {
        var identity = await base.GenerateClaimsAsync(user);
        identity.AddClaim(new Claim(CurrentUser.NameClaim, user.DisplayName));
        identity.AddClaim(new Claim(CurrentUser.DutyClaim, user.DutyStatus.ToString()));
        if (user.MustChangePassword)
        {
            identity.AddClaim(new Claim(PasswordFirst.Claim, "true"));
        }

        if (user.Team is not null)
        {
            identity.AddClaim(new Claim(CurrentUser.TeamClaim, user.Team));
        }

        return identity;
    }
}
