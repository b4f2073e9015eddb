using WorkOrders.Shared;

namespace WorkOrders.Shell;

/// <summary>Security headers of every response.</summary>
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
            foreach (var (name, value) in All)
            {
                var http = (HttpContext)state;
                if (!http.HasOwnSecurityHeaders() || !http.Response.Headers.ContainsKey(name))
                {
                    http.Response.Headers[name] = value;
                }
            }

            return Task.CompletedTask;
        }, context);
        return next(context);
    });
}
