using Microsoft.AspNetCore.Localization;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace WorkOrders.Shell;

/// <summary>Language, theme and folded navigation: kept in cookies, so that the first byte of a page already has them.</summary>
public static class Preferences
{
    public const string ThemeCookie = "theme";
    public const string NavigationCookie = "nav";
    public const string Light = "light";
    public const string Dark = "dark";
    public const string Folded = "folded";

    /// <summary>The languages of the interface, the default first.</summary>
    public static readonly string[] Languages = ["zh-CN", "en"];

    /// <summary>The theme of the request's cookie; light when there is none or an unknown one.</summary>
    public static string ThemeOf(HttpContext? context) => context?.Request.Cookies[ThemeCookie] == Dark ? Dark : Light;

    /// <summary>Folded, or null for the wide navigation.</summary>
    public static string? NavigationOf(HttpContext? context) => context?.Request.Cookies[NavigationCookie] == Folded ? Folded : null;

    public static void MapPreferences(this WebApplication app)
    {
        // No antiforgery token: nothing but the look of the sender's own pages changes, and no page pays for a token.
        app.MapPost("/preferences/language", SetLanguage).DisableAntiforgery();
        app.MapPost("/preferences/theme", SetTheme).DisableAntiforgery();
    }

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

    // Not HttpOnly: the script that turns the theme without a reload writes the same cookie.
    private static void Keep(HttpContext context, string name, string value) =>
        context.Response.Cookies.Append(name, value, new CookieOptions { MaxAge = TimeSpan.FromDays(365), SameSite = SameSiteMode.Lax, IsEssential = true, Secure = context.Request.IsHttps });

    private static RedirectHttpResult BackTo(string? returnUrl) => TypedResults.LocalRedirect(LocalAddress.OrHome(returnUrl));
}
