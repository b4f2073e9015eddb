using WorkOrders.Jobs;
using WorkOrders.Shared;
using WorkOrders.Ui;

namespace WorkOrders.LookUps;

/// <summary>Registers the look-ups by identifier 号码查询: counting, the record and its page.</summary>
public static class LookUpsConfiguration
{
    public static void AddLookUps(this WebApplicationBuilder builder)
    {
        builder.Services.AddOptions<LookUpOptions>().Bind(builder.Configuration.GetSection("LookUps"))
            .Validate(
                o => o.IsUsable,
                "LookUps: PerMinute and PerDay are at least 1, SameFor is at most a day, Kept at least two days, HashKey is empty or Base64 of at least 32 bytes.")
            .ValidateOnStart();
        builder.Services.AddLookUps();
    }

    /// <summary>Registers everything except the settings.</summary>
    public static void AddLookUps(this IServiceCollection services)
    {
        services.AddHttpContextAccessor();
        services.AddSingleton<LookUpKey>();
        services.AddSingleton<LookUpCounter>();
        services.AddJob<ClearLookUps>("look-up-clean-up", "清理号码查询记录", JobPlan.Daily("03:20"));
        services.AddNavigation(new NavigationEntry(800, "号码查询记录", LookUpQuery.Path, Permission.ReadTracking, Icon.Search, "合规"));
    }
}
