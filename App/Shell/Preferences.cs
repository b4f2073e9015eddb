namespace WorkOrders.Shell;

/// <summary>Language and theme: kept in cookies, so that the first byte of a page already has them.</summary>
public static class Preferences
{
    public const string ThemeCookie = "theme";
    public const string Light = "light";
    public const string Dark = "dark";

    /// <summary>The theme of the request's cookie; light when there is none or an unknown one.</summary>
    public static string ThemeOf(HttpContext? context) => context?.Request.Cookies[ThemeCookie] == Dark ? Dark : Light;
}
