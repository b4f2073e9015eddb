using System.Security.Claims;
using Microsoft.AspNetCore.Localization;
using Radzen;
using WorkOrders.Shared;

namespace WorkOrders.Shell;

/// <summary>Registers what every page needs: Blazor, languages, headers, health.</summary>
public static class ShellConfiguration
{
    public static void AddShell(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        builder.WebHost.UseStaticWebAssets();
        services.AddLocalization();
        services.AddRazorComponents().AddInteractiveServerComponents(options =>
        {
            options.DetailedErrors = builder.Environment.IsDevelopment();

            // A short loss of the network keeps what was typed: the page finds its circuit again within this time.
            options.DisconnectedCircuitRetentionPeriod = TimeSpan.FromMinutes(5);
            options.DisconnectedCircuitMaxRetained = 500;
        });
        services.AddRadzenComponents();
        services.AddHttpContextAccessor();
        services.AddMemoryCache();
        services.AddHealthChecks();
    }

    public static void UseShell(this WebApplication app)
    {
        app.UseExceptionHandler("/error", createScopeForErrors: true);
        app.UseStatusCodePagesWithReExecute("/not-found", createScopeForStatusCodePages: true);
        app.UseRequestLocalization(UseLanguageOfCookie);
        app.UseAuthentication();
        app.UseAuthorization();
        app.UseAntiforgery();
    }

    public static void MapShell(this WebApplication app)
    {
        app.MapStaticAssets();
        app.MapHealthChecks("/health/live");
        app.MapPreferences();
        app.MapGet("/", (ClaimsPrincipal user) => TypedResults.LocalRedirect(Navigation.FirstPageOf(CurrentUser.From(user)!))).RequireAuthorization();
        app.MapRazorComponents<Root>().AddInteractiveServerRenderMode();
    }

    // Chinese unless the person chose otherwise in the header, whatever the browser prefers.
    private static void UseLanguageOfCookie(RequestLocalizationOptions options)
    {
        options.SetDefaultCulture(Preferences.Languages[0]).AddSupportedCultures(Preferences.Languages).AddSupportedUICultures(Preferences.Languages);
        options.RequestCultureProviders = [new CookieRequestCultureProvider()];
    }
}
