namespace WorkOrders.Shared;

/// <summary>The Identity roles. A user can have several.</summary>
public static class Roles
{
    public const string Agent = nameof(Agent);
    public const string TeamLeader = nameof(TeamLeader);
    public const string RiskOperator = nameof(RiskOperator);
    public const string RiskAuditor = nameof(RiskAuditor);
    public const string AccountManager = nameof(AccountManager);
    public const string ProvinceManager = nameof(ProvinceManager);
    public const string SolutionArchitect = nameof(SolutionArchitect);
    public const string GroupManager = nameof(GroupManager);
    public const string Compliance = nameof(Compliance);
    public const string Admin = nameof(Admin);

    /// <summary>All roles.</summary>
    public static readonly IReadOnlyList<RoleName> All =
    [
        new(Agent, "坐席"),
        new(TeamLeader, "班长"),
        new(RiskOperator, "风控专员"),
        new(RiskAuditor, "风控审核"),
        new(AccountManager, "客户经理"),
        new(ProvinceManager, "省客户经理"),
        new(SolutionArchitect, "省SA"),
        new(GroupManager, "集团客户经理管理员"),
        new(Compliance, "合规"),
        new(Admin, "管理员"),
    ];

    /// <summary>All roles with their Chinese names, which are keys of the localizer.</summary>
    public static readonly IReadOnlyDictionary<string, string> Names = All.ToDictionary(role => role.Code, role => role.Text, StringComparer.Ordinal);
}

/// <summary>A role and its Chinese name.</summary>
public sealed record RoleName(string Code, string Text) : ICodedText;

/// <summary>Permissions granted by roles. Rules about the handler, the owner or the user's own record are checked on the record itself.</summary>
public enum Permission
{
    ReadOrders,
    CreateOrders,
    HandleOrders,
    AssignOrders,
    ConfigureOrders,
    ApplyForDefault,
    DecideDefaults,
    ReadDefaults,
    ChangeReasons,
    ReadCustomers,
    EditCustomers,
    ManageCustomers,
    ClaimCustomers,
    ManagePool,
    SubmitDomainOrders,
    DecideDomainOrders,
    WorkDomainOrders,
    ReadTracking,
    RevealFields,
    UploadFiles,
    Administer,
}

/// <summary>Maps permissions to roles. The only place with this mapping.</summary>
public static class Permissions
{
    public static readonly IReadOnlyDictionary<Permission, string[]> Table = new Dictionary<Permission, string[]>
    {
        [Permission.ReadOrders] = [Roles.Agent, Roles.TeamLeader, Roles.Compliance, Roles.Admin],
        [Permission.CreateOrders] = [Roles.Agent, Roles.TeamLeader],
        [Permission.HandleOrders] = [Roles.Agent, Roles.TeamLeader],
        [Permission.AssignOrders] = [Roles.TeamLeader, Roles.Admin],
        [Permission.ConfigureOrders] = [Roles.TeamLeader, Roles.Admin],
        [Permission.ApplyForDefault] = [Roles.RiskOperator],
        [Permission.DecideDefaults] = [Roles.RiskAuditor, Roles.Admin],
        [Permission.ReadDefaults] = [Roles.RiskOperator, Roles.RiskAuditor, Roles.Admin],
        [Permission.ChangeReasons] = [Roles.Admin],
        [Permission.ReadCustomers] = [Roles.Agent, Roles.TeamLeader, Roles.RiskOperator, Roles.RiskAuditor, Roles.AccountManager, Roles.Compliance, Roles.Admin],
        [Permission.EditCustomers] = [Roles.AccountManager, Roles.TeamLeader, Roles.Admin],
        [Permission.ManageCustomers] = [Roles.TeamLeader, Roles.Admin],
        [Permission.ClaimCustomers] = [Roles.AccountManager],
        [Permission.ManagePool] = [Roles.TeamLeader, Roles.Admin],
        [Permission.SubmitDomainOrders] = [Roles.AccountManager, Roles.ProvinceManager],
        [Permission.DecideDomainOrders] = [Roles.GroupManager, Roles.Admin],
        [Permission.WorkDomainOrders] = [Roles.SolutionArchitect],
        [Permission.ReadTracking] = [Roles.Compliance, Roles.Admin],
        [Permission.RevealFields] = [Roles.Agent, Roles.TeamLeader, Roles.AccountManager, Roles.RiskAuditor, Roles.Compliance],
        [Permission.UploadFiles] = [Roles.Agent, Roles.TeamLeader, Roles.RiskOperator, Roles.AccountManager, Roles.Admin],
        [Permission.Administer] = [Roles.Admin],
    };

    /// <summary>Registers each permission as an authorization policy of the same name.</summary>
    public static IServiceCollection AddPermissionPolicies(this IServiceCollection services)
    {
        var builder = services.AddAuthorizationBuilder();
        foreach (var (permission, roles) in Table)
        {
            builder.AddPolicy(permission.ToString(), policy => policy.RequireRole(roles));
        }

        return services;
    }
}
