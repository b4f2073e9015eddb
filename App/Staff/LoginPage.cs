using WorkOrders.Shell;

namespace WorkOrders.Staff;

/// <summary>Where to sign in, and where to go from there: never to another site.</summary>
public static class LoginPage
{
    public const string Route = "/account/login";

    public const string CodeRoute = "/account/login/code";

    public static string Path(string? returnUrl) =>
        LocalAddress.OrHome(returnUrl) is { Length: > 1 } local ? $"{Route}?returnUrl={Uri.EscapeDataString(local)}" : Route;

    /// <summary>The second step, for people with two-factor sign-in.</summary>
    public static string CodePath(string? returnUrl) => Path(returnUrl).Replace(Route, CodeRoute, StringComparison.Ordinal);
}
