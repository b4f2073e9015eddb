using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Localization;
using Microsoft.AspNetCore.Mvc;

namespace WorkOrders.Ui;

/// <summary>Language, theme and collapsed navigation, stored in cookies so that the first response already uses them.</summary>
public static class Preferences
{
    public const string ThemeCookie = "theme";
    public const string NavigationCookie = "nav";
    public const string Light = "light";
    public const string Dark = "dark";
    public const string Folded = "folded";

    /// <summary>Supported languages, default first.</summary>
    public static readonly string[] Languages = ["zh-CN", "en"];

    /// <summary>The theme from the cookie; light when it is missing or unknown.</summary>
    public static string ThemeOf(HttpContext? context) => Read(context, ThemeCookie) == Dark ? Dark : Light;

    /// <summary><see cref="Folded"/>, or null for the expanded navigation.</summary>
    public static string? NavigationOf(HttpContext? context) => Read(context, NavigationCookie) == Folded ? Folded : null;

    public static void MapPreferences(this WebApplication app)
    {
        // No antiforgery token: a forged request could only change the display of the user's own pages, and every page would need a token.
        app.MapPost("/preferences/language", SetLanguage).DisableAntiforgery();
        app.MapPost("/preferences/theme", SetTheme).DisableAntiforgery();
    }

    private static string? Read(HttpContext? context, string name) => context?.Request.Cookies[CookieName.Of(context, name)];

    private static RedirectHttpResult SetLanguage(HttpContext context, [FromForm] string? language, [FromForm] string? returnUrl)
    {
        var culture = Languages.Contains(language) ? language! : Languages[0];
        Keep(context, CookieRequestCultureProvider.DefaultCookieName, CookieRequestCultureProvider.MakeCookieValue(new RequestCulture(culture)));
        return BackTo(returnUrl);
    }

    private static RedirectHttpResult SetTheme(HttpContext context, [FromForm] string? theme, [FromForm] string? returnUrl)
    {
        Keep(context, ThemeCookie, theme == Dark ? Dark : Light);
        return BackTo(returnUrl);
    }

    // Not HttpOnly: the script that switches the theme without a reload writes the same cookie.
    private static void Keep(HttpContext context, string name, string value) =>
        context.Response.Cookies.Append(CookieName.Of(context, name), value, new CookieOptions { MaxAge = TimeSpan.FromDays(365), SameSite = SameSiteMode.Lax, IsEssential = true, Secure = context.Request.IsHttps });

    private static RedirectHttpResult BackTo(string? returnUrl) => TypedResults.LocalRedirect(LocalAddress.OrHome(returnUrl));
}
