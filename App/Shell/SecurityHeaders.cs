namespace WorkOrders.Shell;

/// <summary>What every answer says to the browser about scripts, frames and addresses.</summary>
internal static class SecurityHeaders
{
    // Styles may be inline: Radzen positions its popups with style attributes. Scripts may not.
    private const string ContentSecurityPolicy =
        "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self' data:; " +
        "connect-src 'self'; object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'";

    private static readonly (string Name, string Value)[] All =
    [
        ("Content-Security-Policy", ContentSecurityPolicy),
        ("X-Content-Type-Options", "nosniff"),
        ("X-Frame-Options", "DENY"),

        // Addresses carry filters on telephone numbers.
        ("Referrer-Policy", "no-referrer"),
        ("Permissions-Policy", "camera=(), microphone=(), geolocation=()"),
        ("Cross-Origin-Opener-Policy", "same-origin"),
    ];

    private static readonly object Own = new();

    /// <summary>The answer brings headers of its own, which stay: a file is guarded by stricter ones.</summary>
    public static void KeepOwnSecurityHeaders(this HttpContext context) => context.Items[Own] = true;

    public static void UseSecurityHeaders(this WebApplication app) => app.Use((context, next) =>
    {
        // Set when the answer starts, so that an error page has them too.
        context.Response.OnStarting(static state =>
        {
            foreach (var (name, value) in All)
            {
                var http = (HttpContext)state;
                if (!http.Items.ContainsKey(Own) || !http.Response.Headers.ContainsKey(name))
                {
                    http.Response.Headers[name] = value;
                }
            }

            return Task.CompletedTask;
        }, context);
        return next(context);
    });
}
