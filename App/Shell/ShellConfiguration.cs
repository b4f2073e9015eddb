using System.Security.Claims;
using System.Text.Encodings.Web;
using System.Text.Unicode;
using Microsoft.AspNetCore.Localization;
using WorkOrders.AccessRecords;
using WorkOrders.Api;
using WorkOrders.Shared;
using WorkOrders.Shell.Observability;
using WorkOrders.Staff.Account;
using WorkOrders.Staff.Account.Passwords;
using WorkOrders.Staff.Sessions;
using WorkOrders.Ui;
using WorkOrders.Ui.Fields;
using WorkOrders.Ui.Theme;

namespace WorkOrders.Shell;

/// <summary>Registers services for all pages: Blazor, languages, headers, health.</summary>
public static class ShellConfiguration
{
    public static void AddShell(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        builder.WebHost.UseStaticWebAssets();
        services.AddLocalization();
        var pausing = builder.Configuration.GetSection("Pausing");
        services.Configure<PausingOptions>(pausing);
        var keptFor = (pausing.Get<PausingOptions>() ?? new PausingOptions()).KeptFor;
        services.AddRazorComponents().AddInteractiveServerComponents(options =>
        {
            options.DetailedErrors = builder.Environment.IsDevelopment();

            // After a short connection loss the page reconnects to its circuit within this time and keeps unsaved input.
            options.DisconnectedCircuitRetentionPeriod = TimeSpan.FromMinutes(5);
            options.DisconnectedCircuitMaxRetained = 500;

            // After that, and after a pause, only the state kept by forms can be restored (KeepWhilePaused).
            options.PersistedCircuitInMemoryRetentionPeriod = keptFor;
            options.PersistedCircuitDistributedRetentionPeriod = keptFor;
        }).AddHubOptions(options =>
        {
            // A paused page sends its form state in one message. Escaped and protected Chinese text takes ten bytes per character.
            options.MaximumReceiveMessageSize = 256 * 1024;

            // The browser tells a lost line after eight seconds without one (js/circuit.js).
            options.KeepAliveInterval = TimeSpan.FromSeconds(2);
        });
        InteropContracts.Use(services);

        // Don't escape Chinese in HTML: three bytes per character instead of eight.
        services.AddSingleton(HtmlEncoder.Create(UnicodeRanges.All));
        services.AddSingleton<StopDeadline>();
        services.AddSingleton<Navigation>();
        services.AddHttpContextAccessor();
        services.AddMemoryCache();
        services.AddAntiforgery(options => (options.Cookie.Name, options.Cookie.Path) = (CookieName.Of(builder.Environment, "antiforgery"), "/"));
        builder.WebHost.ConfigureKestrel(options =>
        {
            options.AddServerHeader = false;
            options.Limits.MaxRequestBodySize = WrongRequests.LargestForm;

            // Longer than WrongRequests takes, so that it can answer. Beyond this the server answers 414 without a body.
            options.Limits.MaxRequestLineSize = WrongRequests.LongestRequestLine;
        });
        builder.AddKnownHosts();
        builder.AddKnownProxies();

        // A year, for this name alone: names below it may belong to other applications. UseShell leaves it out in Development.
        services.AddHsts(options => options.MaxAge = TimeSpan.FromDays(365));
        services.AddSingleton<MatcherPolicy, FilesAddedSinceBuild>();
        builder.AddObservability();
    }

    public static void UseShell(this WebApplication app)
    {
        app.UseKnownProxies();
        app.UseSecurityHeaders();
        app.UseMiddleware<RequestLog>();
        app.UseHeadAsGet();
        app.UseExceptionHandler(new ExceptionHandlerOptions
        {
            ExceptionHandlingPath = ErrorPages.Error,
            CreateScopeForErrors = true,
            StatusCodeSelector = failure => (failure as BadHttpRequestException)?.StatusCode ?? StatusCodes.Status500InternalServerError,
            SuppressDiagnosticsCallback = failure => failure.Exception is BadHttpRequestException,
        });
        if (!app.Environment.IsDevelopment())
        {
            app.UseHsts();
        }

        app.UseCookiePolicy(new CookiePolicyOptions { Secure = app.Environment.IsDevelopment() ? CookieSecurePolicy.SameAsRequest : CookieSecurePolicy.Always });
        app.UseStatusCodePagesWithReExecute(ErrorPages.NotFound, createScopeForStatusCodePages: true);
        app.UseErrorPagesAsGet();
        app.UseRequestLocalization(options => UseLanguageOfCookie(options, app.Environment));
        app.UseApi();
        app.UseLongAddressRefusal();

        // Not at the beginning, where the framework would put it: HEAD must have become GET.
        app.UseRouting();
        app.UseAuthentication();
        app.Use(UserScope.InvokeAsync);
        app.UseAccessRecords();
        app.UseRateLimiter();
        app.UseMiddleware<PasswordFirst>();

        // The framework would do it inside the endpoint of the pages' lines; RequestOfSession looks before.
        app.UseWebSockets();
        app.UseMiddleware<RequestOfSession>();
        app.UseAuthorization();
        app.UseLargeBodyRefusal();
        app.UseMiddleware<LoginThrottle>();
        app.UseAntiforgery();
    }

    public static void MapShell(this WebApplication app)
    {
        app.MapStaticAssets().DisableRateLimiting();
        app.MapHealth();
        app.MapPreferences();
        ThemeStylesheet.Map(app);
        app.MapGet("/", (ClaimsPrincipal user, Navigation navigation) => TypedResults.LocalRedirect(navigation.FirstPageOf(CurrentUser.From(user)!))).RequireAuthorization();
        app.MapRazorComponents<Root>().AddInteractiveServerRenderMode(options =>
        {
            // SecurityHeaders sets a stricter policy.
            options.ContentSecurityFrameAncestorsPolicy = null;

            // Compress each message separately: a shared dictionary costs 250 KB of native memory per circuit for what the server sends, and
            // up to 50 KB for what the browser sends. For the latter there is no option, but the server may agree to it without an offer.
            options.ConfigureWebSocketAcceptContext = (context, socket) =>
            {
                socket.DisableServerContextTakeover = true;
                if (context.Request.Headers.SecWebSocketExtensions.ToString().Contains("permessage-deflate", StringComparison.Ordinal))
                {
                    context.Request.Headers.SecWebSocketExtensions = "permessage-deflate; client_no_context_takeover";
                }

                return Task.CompletedTask;
            };
        });
    }

    // Chinese unless the user has chosen another language; the browser's language is ignored.
    private static void UseLanguageOfCookie(RequestLocalizationOptions options, IHostEnvironment environment)
    {
        options.SetDefaultCulture(Preferences.Languages[0]).AddSupportedCultures(Preferences.Languages).AddSupportedUICultures(Preferences.Languages);
        options.RequestCultureProviders = [new CookieRequestCultureProvider { CookieName = CookieName.Of(environment, CookieRequestCultureProvider.DefaultCookieName) }];
    }
}
