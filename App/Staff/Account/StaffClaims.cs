using System.Globalization;
using System.Security.Claims;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using WorkOrders.Database;
using WorkOrders.Shared;
using WorkOrders.Shared.People;
using WorkOrders.Staff.Account.Passwords;

namespace WorkOrders.Staff.Account;

/// <summary>The claims of a signed-in person, which <see cref="CurrentUser"/> reads.</summary>
internal sealed class StaffClaims(IDbContextFactory<AppDb> factory) : IUserClaimsPrincipalFactory<User>
{
    private const string StampClaim = "AspNet.Identity.SecurityStamp";

    public async Task<ClaimsPrincipal> CreateAsync(User user)
    {
        ArgumentNullException.ThrowIfNull(user);
        await using var db = await factory.CreateDbContextAsync();
        var roles = await db.Users.Where(u => u.Id == user.Id).SelectMany(u => u.GrantedRoles).Select(r => r.Name!).ToListAsync();
        return new ClaimsPrincipal(Of(new SignedIn(user.Id, user.UserName!, user.DisplayName, user.DutyStatus, user.Team, user.SecurityStamp!, user.MustChangePassword, roles), session: null));
    }

    public static ClaimsIdentity Of(SignedIn person, Guid? session)
    {
        ClaimsIdentity identity = new(IdentityConstants.ApplicationScheme, ClaimTypes.Name, ClaimTypes.Role);
        identity.AddClaim(new Claim(ClaimTypes.NameIdentifier, person.Id.ToString(CultureInfo.InvariantCulture)));
        identity.AddClaim(new Claim(ClaimTypes.Name, person.UserName));
        identity.AddClaim(new Claim(StampClaim, person.SecurityStamp));
        identity.AddClaim(new Claim(CurrentUser.NameClaim, person.DisplayName));
        identity.AddClaim(new Claim(CurrentUser.DutyClaim, person.DutyStatus.ToString()));
        identity.AddClaims(person.Roles.Select(role => new Claim(ClaimTypes.Role, role)));
        if (person.MustChangePassword)
        {
            identity.AddClaim(new Claim(PasswordFirst.Claim, "true"));
        }

        if (person.Team is not null)
        {
            identity.AddClaim(new Claim(CurrentUser.TeamClaim, person.Team));
        }

        if (session is { } id)
        {
            AddSession(identity, id);
        }

        return identity;
    }

    /// <summary>Says which session the claims belong to.</summary>
    public static void AddSession(ClaimsIdentity identity, Guid session) => identity.AddClaim(new Claim(CurrentUser.SessionClaim, session.ToString("N")));

    /// <summary>Changes with the password, the second factor and the roles: claims of another stamp are out of date.</summary>
    public static string? StampOf(ClaimsPrincipal principal) => principal.FindFirstValue(StampClaim);

    /// <summary>The session of the web; null for an anonymous visitor.</summary>
    public static Guid? SessionOf(ClaimsPrincipal principal) => Guid.TryParseExact(principal.FindFirstValue(CurrentUser.SessionClaim), "N", out var id) ? id : null;
}

/// <summary>What the claims of a person are made of.</summary>
internal sealed record SignedIn(int Id, string UserName, string DisplayName, DutyStatus DutyStatus, string? Team, string SecurityStamp, bool MustChangePassword, IReadOnlyList<string> Roles);
