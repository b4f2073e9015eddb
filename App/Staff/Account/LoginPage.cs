using WorkOrders.Ui;

namespace WorkOrders.Staff.Account;

/// <summary>Addresses of the login page with a return URL, which is always on this site.</summary>
public static class LoginPage
{
    public const string Route = "/account/login";

    /// <summary>The posted field of the user name.</summary>
    public const string UserNameField = "Input.UserName";

    public const string CodeRoute = "/account/login/code";

    public static string Path(string? returnUrl) =>
        LocalAddress.OrHome(returnUrl) is { Length: > 1 } local ? $"{Route}?returnUrl={Uri.EscapeDataString(local)}" : Route;

    /// <summary>The second step of two-factor sign-in.</summary>
    public static string CodePath(string? returnUrl) => Path(returnUrl).Replace(Route, CodeRoute, StringComparison.Ordinal);
}
