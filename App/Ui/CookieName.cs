namespace WorkOrders.Ui;

/// <summary>
/// Names of cookies. Outside Development they begin with __Host-: a browser accepts such a cookie only over TLS, for this host alone and for all paths.
/// </summary>
public static class CookieName
{
    public static string Of(IHostEnvironment environment, string name) => PrefixOf(environment) + name;

    public static string Of(HttpContext context, string name)
    {
        ArgumentNullException.ThrowIfNull(context);
        return Of(context.RequestServices.GetRequiredService<IHostEnvironment>(), name);
    }

    /// <summary>Scripts put it before the names of the cookies that they write.</summary>
    public static string PrefixOf(IHostEnvironment environment) => environment.IsDevelopment() ? "" : "__Host-";
}
