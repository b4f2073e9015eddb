using System.Globalization;
using System.Security.Claims;

namespace WorkOrders.Shared;

/// <summary>Who acts: taken from the signed cookie, passed to every rule as a parameter.</summary>
public sealed record CurrentUser(int Id, string Name, IReadOnlySet<string> Roles, string? Team)
{
    public const string NameClaim = "name";
    public const string TeamClaim = "team";

    /// <summary>For display; renewed with the cookie, so up to half a minute old.</summary>
    public const string DutyClaim = "duty";

    /// <summary>Acts where no person does: demo data, jobs.</summary>
    public static readonly CurrentUser Application = new(0, "系统", new HashSet<string>(StringComparer.Ordinal), null);

    public bool May(Permission permission) => Permissions.Table[permission].Any(Roles.Contains);

    public bool Is(string role) => Roles.Contains(role);

    /// <summary>Lets an endpoint take the signed-in person as a parameter; only behind authorization.</summary>
    public static ValueTask<CurrentUser?> BindAsync(HttpContext context) => ValueTask.FromResult(From(context.User));

    /// <summary>The signed-in person, or null for an anonymous visitor.</summary>
    public static CurrentUser? From(ClaimsPrincipal principal) =>
        principal.FindFirstValue(ClaimTypes.NameIdentifier) is { } id && principal.Identity is { IsAuthenticated: true }
            ? new CurrentUser(
                int.Parse(id, CultureInfo.InvariantCulture),
                principal.FindFirstValue(NameClaim) ?? principal.Identity.Name ?? id,
                principal.FindAll(ClaimTypes.Role).Select(c => c.Value).ToHashSet(StringComparer.Ordinal),
                principal.FindFirstValue(TeamClaim))
            : null;
}
