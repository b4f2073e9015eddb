using WorkOrders.Desk.Reading;
using WorkOrders.Desk.Table;
using WorkOrders.Desk.Views;

namespace WorkOrders.Desk;

/// <summary>Registers the services of the desk.</summary>
public static class DeskConfiguration
{
    public static void AddDesk(this IServiceCollection services)
    {
        services.AddSingleton<DeskDirectory>();
        services.AddSingleton<ViewCounts>();
        services.AddSingleton<DeskList>();
    }
}
