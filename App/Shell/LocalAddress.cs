namespace WorkOrders.Shell;

/// <summary>An address that stays on this site, so that a link can't send a person elsewhere after a sign-in or a switch.</summary>
public static class LocalAddress
{
    /// <summary>The address when it is a path of this site, else the home page.</summary>
    public static string OrHome(string? address) => IsLocal(address) ? address! : "/";

    // "//host" and "/\host" are other sites to a browser; control characters are dropped by it before it decides.
    private static bool IsLocal(string? address) =>
        address is { Length: > 0 } && address[0] == '/'
        && (address.Length == 1 || address[1] is not ('/' or '\\'))
        && !address.Any(char.IsControl);
}
