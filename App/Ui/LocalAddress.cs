namespace WorkOrders.Ui;

/// <summary>Prevents open redirects: only paths of this site are allowed after a sign-in or a switch.</summary>
public static class LocalAddress
{
    /// <summary>The address if it is a path of this site; otherwise the home page.</summary>
    public static string OrHome(string? address) => IsLocal(address) ? address! : "/";

    // Browsers treat "//host" and "/\host" as other sites, and remove control characters before they parse the URL.
    private static bool IsLocal(string? address) =>
        address is { Length: > 0 } && address[0] == '/'
        && (address.Length == 1 || address[1] is not ('/' or '\\'))
        && !address.Any(char.IsControl);
}
