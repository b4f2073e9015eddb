using MudBlazor;
using MudBlazor.Services;
using WorkOrders.Ui.Dialogs;
using WorkOrders.Ui.Fields;
using WorkOrders.Ui.Theme;

namespace WorkOrders.Ui;

/// <summary>Registers the services shared by all pages.</summary>
public static class UiConfiguration
{
    public static void AddUi(this IServiceCollection services)
    {
        services.AddMudServices(options =>
        {
            options.PopoverOptions.CheckForPopoverProvider = false;
            options.SnackbarConfiguration.PositionClass = global::MudBlazor.Defaults.Classes.Position.BottomRight;
            options.SnackbarConfiguration.SnackbarVariant = Variant.Text;
            options.SnackbarConfiguration.ShowTransitionDuration = 100;
            options.SnackbarConfiguration.HideTransitionDuration = 100;
            options.SnackbarConfiguration.MaxDisplayedSnackbars = 5;

            // Two acts of the same kind are two confirmations.
            options.SnackbarConfiguration.PreventDuplicates = false;
        });
        services.AddSingleton<MudLocalizer, MudTexts>();
        services.AddScoped<PausedForms>();
        services.AddScoped<DialogStack>();
        services.AddScoped<Toasts>();
        services.AddScoped<ScreenServices>();
        services.AddScoped<Prerendered>();
        services.AddSingleton<PrerenderedStates>();
        services.AddSingleton<ThemeStylesheet>();
    }
}
