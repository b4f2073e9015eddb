using System.Text.Json.Serialization;
using WorkOrders.Shared;
using WorkOrders.Shared.People;

namespace WorkOrders.Staff.Tokens;

/// <summary>A user in API responses.</summary>
internal sealed record ApiUser(
    int Id, string Username, string? Email, ApiUserStatus Status, string RealName, string Role, IReadOnlyList<string> Roles, string? Department, string? Company, string? Organization)
{
    // Highest role first; a user without one of these roles is USER.
    private static readonly (string Role, string Name)[] Ranks = [(Shared.Roles.Admin, "ADMIN"), (Shared.Roles.RiskAuditor, "AUDITOR"), (Shared.Roles.RiskOperator, "OPERATOR")];

    /// <summary>Role names as in <see cref="CurrentUser"/>.</summary>
    [JsonIgnore]
    public IReadOnlyList<string> IdentityRoles { get; private init; } = [];

    [JsonIgnore]
    public string? Team { get; private init; }

    public static ApiUser Of(User user)
    {
        string[] held = [.. user.GrantedRoles.Select(r => r.Name!).Order(StringComparer.Ordinal)];
        var rank = Array.Find(Ranks, r => held.Contains(r.Role)).Name ?? "USER";
        return new ApiUser(
            user.Id, user.UserName!, user.Email, user.IsDisabled ? ApiUserStatus.Disabled : ApiUserStatus.Active, user.DisplayName, rank, [.. held.Select(NameOf)],
            user.Department, user.Company, user.Organization) { IdentityRoles = held, Team = user.Team };
    }

    private static string NameOf(string role) =>
        Array.Find(Ranks, r => r.Role == role).Name ?? System.Text.Json.JsonNamingPolicy.SnakeCaseUpper.ConvertName(role);
}

/// <summary>Whether the account may sign in.</summary>
internal enum ApiUserStatus
{
    Active,
    Disabled,
}
