namespace WorkOrders.Shared;

/// <summary>Marks a response with its own security headers, such as the stricter ones of a file. The general headers then only fill the gaps.</summary>
public static class OwnSecurityHeaders
{
    private static readonly object Own = new();

    public static void KeepOwnSecurityHeaders(this HttpContext context) => context.Items[Own] = true;

    public static bool HasOwnSecurityHeaders(this HttpContext context) => context.Items.ContainsKey(Own);
}
