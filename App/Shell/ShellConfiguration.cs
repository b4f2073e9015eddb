using Radzen;

namespace WorkOrders.Shell;

/// <summary>Registers what every page needs: Blazor, languages, headers, health.</summary>
public static class ShellConfiguration
{
    public static readonly string[] Cultures = ["zh-CN", "en"];

    public static void AddShell(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        builder.WebHost.UseStaticWebAssets();
        services.AddLocalization();
        services.AddRazorComponents().AddInteractiveServerComponents();
        services.AddRadzenComponents();
        services.AddHttpContextAccessor();
        services.AddMemoryCache();
        services.AddHealthChecks();
    }

    public static void UseShell(this WebApplication app)
    {
        app.UseExceptionHandler("/error", createScopeForErrors: true);
        app.UseRequestLocalization(options => options.SetDefaultCulture(Cultures[0]).AddSupportedCultures(Cultures).AddSupportedUICultures(Cultures));
        app.UseAuthentication();
        app.UseAuthorization();
        app.UseAntiforgery();
    }

    public static void MapShell(this WebApplication app)
    {
        app.MapStaticAssets();
        app.MapHealthChecks("/health/live");
        app.MapRazorComponents<Root>().AddInteractiveServerRenderMode();
    }
}
