namespace WorkOrders.Desk;

/// <summary>Registers what the desk reads with.</summary>
public static class DeskConfiguration
{
    public static void AddDesk(this IServiceCollection services)
    {
        services.AddSingleton<DeskDirectory>();
        services.AddSingleton<ViewCounts>();
        services.AddSingleton<DeskList>();
        services.AddSingleton<DeskHandover>();
        services.AddHostedService<CompactOrderTallies>();
    }
}
