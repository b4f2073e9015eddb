using Microsoft.EntityFrameworkCore.Diagnostics;
using WorkOrders.Events.Notices;
using WorkOrders.Jobs;

namespace WorkOrders.Events;

/// <summary>Registers messages and live updates.</summary>
public static class EventsConfiguration
{
    public static void AddLiveEvents(this IServiceCollection services)
    {
        services.AddSingleton<LiveEvents>();
        services.AddSingleton<IInterceptor, SaveEvents>();
        services.AddHostedService<EventPump>();
        services.AddJob<ClearNotices>("notice-clean-up", "清理消息", JobPlan.Daily("03:50"));
    }
}
