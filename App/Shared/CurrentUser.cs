using System.Globalization;
using System.Security.Claims;

namespace WorkOrders.Shared;

/// <summary>The acting user, taken from the session and passed to every rule as a parameter.</summary>
public sealed record CurrentUser(int Id, string Name, IReadOnlySet<string> Roles, string? Team)
{
    public const string NameClaim = "name";
    public const string TeamClaim = "team";

    /// <summary>The id of the session, of the web or the API.</summary>
    public const string SessionClaim = "sid";

    /// <summary>在岗 or 休假, for display. As it was when the page was opened.</summary>
    public const string DutyClaim = "duty";

    /// <summary>The application as actor: demo data, jobs.</summary>
    public static readonly CurrentUser Application = new(0, "", new HashSet<string>(StringComparer.Ordinal), null);

    public bool IsApplication => Id == Application.Id;

    public bool May(Permission permission) => Permissions.Table[permission].Any(Roles.Contains);

    public bool Is(string role) => Roles.Contains(role);

    /// <summary>Binds the signed-in user as an endpoint parameter; only on endpoints with authorization.</summary>
    public static ValueTask<CurrentUser?> BindAsync(HttpContext context) => ValueTask.FromResult(From(context.User));

    /// <summary>The signed-in user; null for an anonymous visitor.</summary>
    public static CurrentUser? From(ClaimsPrincipal principal) =>
        principal.FindFirstValue(ClaimTypes.NameIdentifier) is { } id && principal.Identity is { IsAuthenticated: true }
            ? new CurrentUser(
                int.Parse(id, CultureInfo.InvariantCulture),
                principal.FindFirstValue(NameClaim) ?? principal.Identity.Name ?? id,
                principal.FindAll(ClaimTypes.Role).Select(c => c.Value).ToHashSet(StringComparer.Ordinal),
                principal.FindFirstValue(TeamClaim))
            : null;
}
