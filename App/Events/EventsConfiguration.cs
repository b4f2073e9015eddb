namespace WorkOrders.Events;

/// <summary>Registers live updates.</summary>
public static class EventsConfiguration
{
    public static void AddLiveEvents(this IServiceCollection services)
    {
        services.AddSingleton<LiveEvents>();
        services.AddHostedService<EventPump>();
    }
}
