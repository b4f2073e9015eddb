using System.Security.Claims;
using System.Text.Encodings.Web;
using System.Text.Unicode;
using Microsoft.AspNetCore.Localization;
using Radzen;
using WorkOrders.Api;
using WorkOrders.Shared;
using WorkOrders.Shell.Observability;
using WorkOrders.Staff;

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
        services.AddSingleton<Radzen.ILocalizer, RadzenTexts>();

        // Chinese goes out as it is: three bytes a character instead of an eight-byte reference.
        services.AddSingleton(HtmlEncoder.Create(UnicodeRanges.All));
        services.AddSingleton<StopDeadline>();
        services.AddHttpContextAccessor();
        services.AddMemoryCache();
        services.AddAntiforgery(options => options.Cookie.Name = "antiforgery");
        services.Configure<LoginOptions>(builder.Configuration.GetSection("Login"));
        builder.WebHost.ConfigureKestrel(options => options.AddServerHeader = false);
        builder.AddObservability();
    }

    public static void UseShell(this WebApplication app)
    {
        app.UseSecurityHeaders();
        app.UseMiddleware<RequestLog>();
        app.UseExceptionHandler("/error", createScopeForErrors: true);
        if (!app.Environment.IsDevelopment())
        {
            app.UseHsts();
        }

        app.UseCookiePolicy(new CookiePolicyOptions { Secure = app.Environment.IsDevelopment() ? CookieSecurePolicy.SameAsRequest : CookieSecurePolicy.Always });
        app.UseStatusCodePagesWithReExecute("/not-found", createScopeForStatusCodePages: true);
        app.UseRequestLocalization(UseLanguageOfCookie);
        app.UseApi();
        app.UseAuthentication();
        app.Use(UserScope.InvokeAsync);
        app.UseAuthorization();
        app.UseRateLimiter();
        app.UseMiddleware<LoginThrottle>();
        app.UseAntiforgery();
    }

    public static void MapShell(this WebApplication app)
    {
        app.MapStaticAssets();
        app.MapHealth();
        app.MapPreferences();
        app.MapGet("/", (ClaimsPrincipal user) => TypedResults.LocalRedirect(Navigation.FirstPageOf(CurrentUser.From(user)!))).RequireAuthorization();
        app.MapRazorComponents<Root>().AddInteractiveServerRenderMode(options =>
        {
            // SecurityHeaders says it, stricter.
            options.ContentSecurityFrameAncestorsPolicy = null;

            // Each message is compressed by itself: a dictionary kept for the next one costs 250 KB of native memory a circuit.
            options.ConfigureWebSocketAcceptContext = (_, socket) =>
            {
                socket.DisableServerContextTakeover = true;
                return Task.CompletedTask;
            };
        });
    }

    // Chinese unless the person chose otherwise in the header, whatever the browser prefers.
    private static void UseLanguageOfCookie(RequestLocalizationOptions options)
    {
        options.SetDefaultCulture(Preferences.Languages[0]).AddSupportedCultures(Preferences.Languages).AddSupportedUICultures(Preferences.Languages);
        options.RequestCultureProviders = [new CookieRequestCultureProvider()];
    }
}
