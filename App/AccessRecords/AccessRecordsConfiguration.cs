using WorkOrders.Jobs;
using WorkOrders.Shared;
using WorkOrders.Ui;

namespace WorkOrders.AccessRecords;

/// <summary>Registers 登录与访问记录: the writer, its limits, and the page.</summary>
public static class AccessRecordsConfiguration
{
    public static void AddAccessRecords(this WebApplicationBuilder builder)
    {
        builder.Services.AddOptions<AccessRecordOptions>().Bind(builder.Configuration.GetSection("AccessRecords"))
            .Validate(o => o.IsUsable, "AccessRecords: Kept is at least 30 days; the limits of a minute are at least 1.")
            .ValidateOnStart();
        builder.Services.AddAccessRecords();
    }

    /// <summary>Registers everything except the settings.</summary>
    public static void AddAccessRecords(this IServiceCollection services)
    {
        services.AddHttpContextAccessor();
        services.AddSingleton<AccessLimits>();
        services.AddSingleton<AccessWriter>();
        services.AddJob<ClearAccessRecords>("access-record-clean-up", "清理登录与访问记录", JobPlan.Daily("03:25"));
        services.AddNavigation(new NavigationEntry(810, "登录与访问记录", AccessQuery.Path, Permission.ReadTracking, Icon.SignIns, "合规"));
    }

    /// <summary>Put it where the person is known and before what refuses.</summary>
    public static void UseAccessRecords(this WebApplication app) => app.UseMiddleware<DeniedOnRecord>();
}
