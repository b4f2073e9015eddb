using Microsoft.AspNetCore.Components;

namespace WorkOrders.Tests;

/// <summary>The pages and endpoints that the specification allows each role. A page or endpoint missing here fails AccessTests.</summary>
internal static class Access
{
    public const string Everybody = "*";
    public const string SignedIn = "signed in";
    private const string ReadOrders = "Agent TeamLeader Compliance Admin";
    private const string CreateOrders = "Agent TeamLeader";
    private const string LeadOrders = "TeamLeader Admin";
    private const string ReadDefaults = "RiskOperator RiskAuditor Admin";
    private const string ApplyForDefault = "RiskOperator";
    private const string DecideDefaults = "RiskAuditor Admin";
    private const string UploadFiles = "Agent TeamLeader RiskOperator AccountManager Admin";
    private const string ReadCustomers = "Agent TeamLeader RiskOperator RiskAuditor AccountManager Compliance Admin";
    private const string EditCustomers = "AccountManager TeamLeader Admin";
    private const string ManageCustomers = "TeamLeader Admin";
    private const string ReadTracking = "Compliance Admin";
    private const string Administer = "Admin";

    /// <summary>One demo user for each role.</summary>
    public static readonly IReadOnlyDictionary<string, string> People = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["Agent"] = "agent1",
        ["TeamLeader"] = "leader1",
        ["RiskOperator"] = "operator1",
        ["RiskAuditor"] = "auditor1",
        ["AccountManager"] = "manager1",
        ["ProvinceManager"] = "province1",
        ["SolutionArchitect"] = "architect1",
        ["GroupManager"] = "group1",
        ["Compliance"] = "compliance1",
        ["Admin"] = "admin",
    };

    /// <summary>Route of the page → who may open it.</summary>
    public static readonly IReadOnlyDictionary<string, string> Pages = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["/account/login"] = Everybody,
        ["/account/login/code"] = Everybody,
        ["/account/denied"] = SignedIn,
        ["/account/profile"] = SignedIn,
        ["/account/password"] = SignedIn,
        ["/account/two-factor"] = SignedIn,
        ["/account/sessions"] = SignedIn,
        ["/notices"] = SignedIn,
        ["/drafts"] = SignedIn,
        ["/not-found"] = Everybody,
        ["/error"] = Everybody,
        ["/work-orders"] = ReadOrders,
        ["/work-orders/{Number}"] = ReadOrders,
        ["/work-orders/new"] = CreateOrders,
        ["/work-orders/import"] = CreateOrders,
        ["/work-orders/unassigned"] = LeadOrders,
        ["/work-orders/team"] = LeadOrders,
        ["/defaults/approval-desk"] = DecideDefaults,
        ["/defaults/applications"] = ReadDefaults,
        ["/defaults/applications/{Id:long}"] = ReadDefaults,
        ["/defaults/applications/new"] = ApplyForDefault,
        ["/settings/processors"] = LeadOrders,
        ["/settings/due-rules"] = LeadOrders,
        ["/settings/sms-templates"] = LeadOrders,
        ["/settings/taxonomy"] = LeadOrders,
        ["/settings/reasons"] = Administer,
        ["/defaults/customers"] = ReadDefaults,
        ["/defaults/customers/{Id:int}"] = ReadDefaults,
        ["/defaults/renewals"] = ReadDefaults,
        ["/defaults/renewals/{Id:long}"] = ReadDefaults,
        ["/defaults/statistics"] = ReadDefaults,
        ["/defaults/statistics/rows"] = ReadDefaults,
        ["/customers"] = ReadCustomers,
        ["/customers/new"] = EditCustomers,
        ["/customers/{Id:int}/edit"] = EditCustomers,
        ["/tracking/look-ups"] = ReadTracking,
        ["/tracking/sign-ins"] = ReadTracking,
        ["/admin/users"] = Administer,
        ["/admin/users/new"] = Administer,
        ["/admin/users/{Id:int}"] = Administer,
        ["/admin/duty-roles"] = Administer,
        ["/admin/jobs"] = Administer,
        ["/admin/stand-in-core"] = Administer,
    };

    /// <summary>Method and pattern of the endpoint → who may call it.</summary>
    public static readonly IReadOnlyDictionary<string, string> Endpoints = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["GET /"] = SignedIn,
        ["* /admin/hangfire/{**path}"] = Administer,
        ["GET /work-orders/export"] = LeadOrders,
        ["GET /work-orders/import/template"] = CreateOrders,
        ["GET /work-orders/import/refused"] = CreateOrders,
        ["GET /customers/export"] = ManageCustomers,
        ["GET /defaults/customers/export"] = ReadDefaults,
        ["GET /defaults/statistics/export"] = ReadDefaults,
        ["POST /account/logout"] = Everybody,
        ["GET /account/session"] = SignedIn,
        ["POST /files"] = UploadFiles,
        ["GET /files/{fileId}"] = SignedIn,
        ["GET /css/theme.css"] = Everybody,
        ["POST /preferences/language"] = Everybody,
        ["POST /preferences/theme"] = Everybody,
        ["POST /stand-in/loan-core"] = Everybody,
        ["GET /openapi/{documentName}.json"] = Everybody,
        ["POST /api/v1/auth/login"] = Everybody,
        ["POST /api/v1/auth/refresh"] = Everybody,
        ["POST /api/v1/auth/logout"] = SignedIn,
        ["GET /api/v1/auth/profile"] = SignedIn,
        ["GET /api/v1/work-order-templates"] = CreateOrders,
        ["GET /api/v1/work-order-templates/{templateId}/file"] = CreateOrders,
        ["GET /api/v1/work-orders/{number}/follow-ups"] = ReadOrders,
        ["POST /api/v1/work-orders/{number}/follow-ups"] = CreateOrders,
        ["PUT /api/v1/work-orders/{number}/follow-ups/{sequence:int}"] = CreateOrders,
        ["POST /api/v1/customers"] = EditCustomers,
        ["GET /api/v1/customers"] = ReadCustomers,
        ["GET /api/v1/customers/{id:int}"] = ReadCustomers,
        ["PUT /api/v1/customers/{id:int}"] = EditCustomers,
        ["POST /api/v1/customers/{id:int}/deactivate"] = EditCustomers,
        ["POST /api/v1/customers/{id:int}/activate"] = EditCustomers,
        ["GET /api/v1/default-reasons"] = ReadDefaults,
        ["GET /api/v1/default-reasons/enabled"] = ReadDefaults,
        ["GET /api/v1/default-reasons/{id:int}"] = ReadDefaults,
        ["POST /api/v1/default-reasons"] = Administer,
        ["PUT /api/v1/default-reasons/{id:int}"] = Administer,
        ["DELETE /api/v1/default-reasons/{id:int}"] = Administer,
        ["GET /api/v1/renewal-reasons"] = ReadDefaults,
        ["POST /api/v1/default-applications"] = ApplyForDefault,
        ["GET /api/v1/default-applications"] = ReadDefaults,
        ["GET /api/v1/default-applications/{id:long}"] = ReadDefaults,
        ["POST /api/v1/default-applications/{id:long}/withdraw"] = ReadDefaults,
        ["POST /api/v1/default-applications/{id:long}/approve"] = DecideDefaults,
        ["POST /api/v1/default-applications/batch-approve"] = DecideDefaults,
        ["GET /api/v1/default-customers"] = ReadDefaults,
        ["GET /api/v1/default-customers/export"] = ReadDefaults,
        ["GET /api/v1/default-customers/renewable"] = ReadDefaults,
        ["GET /api/v1/default-customers/{customerId:int}"] = ReadDefaults,
        ["POST /api/v1/renewals"] = ApplyForDefault,
        ["GET /api/v1/renewals"] = ReadDefaults,
        ["GET /api/v1/renewals/{id:long}"] = ReadDefaults,
        ["POST /api/v1/renewals/{id:long}/withdraw"] = ReadDefaults,
        ["POST /api/v1/renewals/{id:long}/approve"] = DecideDefaults,
        ["POST /api/v1/renewals/batch-approve"] = DecideDefaults,
        ["GET /api/v1/statistics/by-industry"] = ReadDefaults,
        ["GET /api/v1/statistics/by-region"] = ReadDefaults,
        ["GET /api/v1/statistics/trend"] = ReadDefaults,
        ["GET /api/v1/statistics/overview"] = ReadDefaults,
        ["GET /api/v1/statistics/industries"] = ReadDefaults,
        ["GET /api/v1/statistics/regions"] = ReadDefaults,
        ["POST /api/v1/files/upload"] = UploadFiles,
        ["GET /api/v1/files/{fileId}"] = SignedIn,
        ["* /health"] = Everybody,
        ["* /health/live"] = Everybody,
        ["* /health/ready"] = Everybody,
    };

    public static bool Allows(string who, string? role) => who switch
    {
        Everybody => true,
        SignedIn => role is not null,
        _ => role is not null && who.Split(' ').Contains(role),
    };

    /// <summary>Every route of every page of the application.</summary>
    public static IReadOnlyList<string> Routes() =>
        [.. typeof(Program).Assembly.GetTypes().SelectMany(t => t.GetCustomAttributes(typeof(RouteAttribute), inherit: false)).Cast<RouteAttribute>().Select(r => r.Template)];
}
