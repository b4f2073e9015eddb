namespace WorkOrders.Ui;

/// <summary>Addresses that a request brings along. Prevents open redirects: only paths of this site are allowed after a sign-in or a switch.</summary>
public static class LocalAddress
{
    /// <summary>The address if it is a path of this site, encoded so that a header takes it; otherwise the home page.</summary>
    public static string OrHome(string? address) => IsLocal(address) ? Encoded(address!) : "/";

    /// <summary>True for "//host" and "/\host", which browsers treat as other sites.</summary>
    public static bool IsOfAnotherSite(string path) => path is ['/', '/' or '\\', ..];

    // Browsers remove control characters before they parse the URL. Dot segments are resolved by whoever makes the path absolute: "/.//host" is "//host" then.
    private static bool IsLocal(string? address) =>
        address is ['/', ..] && !IsOfAnotherSite(address) && !address.Any(char.IsControl)
        && Uri.TryCreate("http://localhost" + address, UriKind.Absolute, out var resolved) && !IsOfAnotherSite(resolved.AbsolutePath);

    // Kestrel throws at a header with other characters than ASCII. What is encoded already stays.
    private static string Encoded(string address) =>
        address.All(IsPlain) ? address : string.Concat(address.EnumerateRunes().Select(rune => rune.IsAscii && IsPlain((char)rune.Value) ? rune.ToString() : Uri.EscapeDataString(rune.ToString())));

    private static bool IsPlain(char c) => c is > ' ' and <= '~' and not ('"' or '<' or '>' or '\\' or '^' or '`' or '{' or '|' or '}');
}
