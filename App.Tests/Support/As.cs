using WorkOrders.Staff;

namespace WorkOrders.Tests.Support;

/// <summary>Who acts, in one word: <c>As.Agent(li)</c>.</summary>
public static class As
{
    public static CurrentUser Agent(User user) => In(user, Roles.Agent);

    public static CurrentUser Leader(User user) => In(user, Roles.TeamLeader);

    public static CurrentUser Admin(User user) => In(user, Roles.Admin);

    public static CurrentUser Compliance(User user) => In(user, Roles.Compliance);

    public static CurrentUser In(User user, params string[] roles) =>
        new(user.Id, user.DisplayName, roles.ToHashSet(StringComparer.Ordinal), user.Team);

    /// <summary>A person who needs no row in the database.</summary>
    public static CurrentUser Somebody(params string[] roles) => new(1, "某人", roles.ToHashSet(StringComparer.Ordinal), null);
}
