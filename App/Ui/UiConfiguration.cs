using WorkOrders.Ui.Fields;

namespace WorkOrders.Ui;

/// <summary>Registers the services shared by all pages.</summary>
public static class UiConfiguration
{
    public static void AddUi(this IServiceCollection services) => services.AddScoped<PausedForms>();
}
