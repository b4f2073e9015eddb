using WorkOrders.Shared;

namespace WorkOrders.Shell;

/// <summary>The side navigation 导航: one table, each entry with the permission that shows it.</summary>
public static class Navigation
{
    public const string NoPage = "/account/profile";

    public static readonly IReadOnlyList<NavigationEntry> Entries =
    [
        new("工单", "/work-orders", Permission.ReadOrders, Icon.Orders),
        new("未分派", "/work-orders/unassigned", Permission.AssignOrders, Icon.Unassigned),
        new("班组", "/work-orders/team", Permission.AssignOrders, Icon.Team),
        new("审批台", "/defaults/bench", Permission.DecideDefaults, Icon.Bench, "违约"),
        new("违约申请", "/defaults/applications", Permission.ReadDefaults, Icon.Applications, "违约"),
        new("违约客户", "/defaults/customers", Permission.ReadDefaults, Icon.InDefault, "违约"),
        new("重生", "/defaults/renewals", Permission.ReadDefaults, Icon.Renewals, "违约"),
        new("统计", "/defaults/statistics", Permission.ReadDefaults, Icon.Statistics, "违约"),
        new("分类与选项", "/settings/taxonomy", Permission.ConfigureOrders, Icon.Categories, "设置"),
        new("处理人设置", "/settings/processors", Permission.ConfigureOrders, Icon.Processors, "设置"),
        new("到期规则", "/settings/due-rules", Permission.ConfigureOrders, Icon.DueRules, "设置"),
        new("短信模板", "/settings/sms-templates", Permission.ConfigureOrders, Icon.Sms, "设置"),
        new("原因设置", "/settings/reasons", Permission.ChangeReasons, Icon.Reasons, "设置"),
        new("用户", "/admin/users", Permission.Administer, Icon.Users, "设置"),
        new("对接角色", "/admin/duty-roles", Permission.Administer, Icon.Roles, "设置"),
        new("后台任务", "/admin/jobs", Permission.Administer, Icon.Jobs, "设置"),
        new("模拟贷款核心", "/admin/stand-in-core", Permission.Administer, Icon.StandIn, "设置", InDevelopment: true),
    ];

    /// <summary>What the person may open, in the order of the table.</summary>
    public static IEnumerable<NavigationEntry> For(CurrentUser me, bool isDevelopment = false) =>
        Entries.Where(e => me.May(e.Permission) && (isDevelopment || !e.InDevelopment));

    /// <summary>Where the person lands after signing in.</summary>
    public static string FirstPageOf(CurrentUser me) => For(me).FirstOrDefault()?.Address ?? NoPage;
}

/// <summary>One entry; <paramref name="Text"/> and <paramref name="Group"/> are keys of the localizer. <paramref name="InDevelopment"/>: nowhere else is there such a page.</summary>
public sealed record NavigationEntry(string Text, string Address, Permission Permission, string Icon, string? Group = null, bool InDevelopment = false);
