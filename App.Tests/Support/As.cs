using WorkOrders.Shared.People;

namespace WorkOrders.Tests.Support;

/// <summary>Creates the acting user: <c>As.Agent(li)</c>.</summary>
public static class As
{
    public static CurrentUser Agent(User user) => In(user, Roles.Agent);

    public static CurrentUser Leader(User user) => In(user, Roles.TeamLeader);

    public static CurrentUser Admin(User user) => In(user, Roles.Admin);

    public static CurrentUser Compliance(User user) => In(user, Roles.Compliance);

    public static CurrentUser In(User user, params string[] roles) =>
        new(user.Id, user.DisplayName, roles.ToHashSet(StringComparer.Ordinal), user.Team);

    /// <summary>A user without a row in the database.</summary>
    public static CurrentUser Somebody(params string[] roles) => new(1, "某人", roles.ToHashSet(StringComparer.Ordinal), null);
}
