using WorkOrders.Shared;
using WorkOrders.Ui;

namespace WorkOrders.Shell;

/// <summary>Security headers of every response. What doesn't say how long it may be cached is personal, and isn't cached at all.</summary>
internal static class SecurityHeaders
{
    // Inline styles are allowed, because MudBlazor positions its popups with style attributes. Inline scripts are not.
    private const string ContentSecurityPolicy =
        "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self' data:; " +
        "connect-src 'self'; object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'";

    private static readonly (string Name, string Value)[] All =
    [
        ("Content-Security-Policy", ContentSecurityPolicy),
        ("X-Content-Type-Options", "nosniff"),
        ("X-Frame-Options", "DENY"),

        // URLs may contain telephone numbers as filters.
        ("Referrer-Policy", "no-referrer"),
        ("Permissions-Policy", "camera=(), microphone=(), geolocation=()"),
        ("Cross-Origin-Opener-Policy", "same-origin"),
    ];

    public static void UseSecurityHeaders(this WebApplication app) => app.Use((context, next) =>
    {
        // Set when the response starts, so that error pages have them too.
        context.Response.OnStarting(static state =>
        {
            Set((HttpContext)state);
            return Task.CompletedTask;
        }, context);
        return next(context);
    });

    private static void Set(HttpContext context)
    {
        var headers = context.Response.Headers;
        var hasOwn = context.HasOwnSecurityHeaders();
        foreach (var (name, value) in All)
        {
            if (!hasOwn || !headers.ContainsKey(name))
            {
                headers[name] = value;
            }
        }

        if (headers.CacheControl.Count == 0)
        {
            headers.CacheControl = "no-store";
        }

        if (headers.Location is [{ } target])
        {
            headers.Location = OnThisHost(target, context.Request);
        }
    }

    /// <summary>
    /// The path of an address on this host: the framework makes addresses of the sign-in and of pages absolute, with the Host header of the request. Without its
    /// host, a path that begins with two slashes would be another site.
    /// </summary>
    internal static string OnThisHost(string target, HttpRequest request)
    {
        var here = $"{request.Scheme}://{request.Host}";
        var path = !target.StartsWith(here, StringComparison.OrdinalIgnoreCase) ? target
            : target.Length == here.Length ? "/"
            : target[here.Length] == '/' ? target[here.Length..]
            : target;
        return LocalAddress.IsOfAnotherSite(path) ? "/" : path;
    }
}
