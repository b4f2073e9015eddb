using System.Net;
using Microsoft.AspNetCore.HttpOverrides;
using IPNetwork = System.Net.IPNetwork;

namespace WorkOrders.Shell;

/// <summary>Which proxies may say who the client is (KnownProxies).</summary>
internal static class KnownProxies
{
    private const string Wrong =
        "KnownProxies: network addresses of proxies, or networks in which there are only proxies and no clients, separated by semicolons, such as 10.0.0.5;10.0.8.0/29.";

    public static void AddKnownProxies(this WebApplicationBuilder builder)
    {
        var proxies = builder.Configuration["KnownProxies"]?.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) ?? [];
        builder.Services.AddOptions<ForwardedHeadersOptions>().PostConfigure(options => Trust(options, proxies))
            .Validate(_ => Array.TrueForAll(proxies, IsValid), Wrong)
            .ValidateOnStart();
    }

    /// <summary>Takes the client's address and scheme from known proxies. The log warns once of another sender, because the limits count it as one client.</summary>
    public static void UseKnownProxies(this WebApplication app)
    {
        app.UseForwardedHeaders();
        var isTold = 0;
        app.Use((context, next) =>
        {
            if (isTold == 0 && IsOfAnotherSender(context.Request.Headers) && Interlocked.Exchange(ref isTold, 1) == 0)
            {
                app.Logger.LogWarning(
                    "X-Forwarded-For came from {Sender}, which is not in KnownProxies, and was ignored. If it is a proxy of yours, add it: all its clients count as one.",
                    context.Connection.RemoteIpAddress);
            }

            return next(context);
        });
    }

    // The framework keeps the address of a proxy that it believed in a header of its own.
    private static bool IsOfAnotherSender(IHeaderDictionary headers) =>
        headers.ContainsKey(ForwardedHeadersDefaults.XForwardedForHeaderName) && !headers.ContainsKey(ForwardedHeadersDefaults.XOriginalForHeaderName);

    // The framework trusts the own machine by default, and every sender when nothing is known.
    private static void Trust(ForwardedHeadersOptions options, string[] proxies)
    {
        options.ForwardedHeaders = proxies.Length == 0 ? ForwardedHeaders.None : ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto;
        options.ForwardLimit = null;
        options.KnownProxies.Clear();
        options.KnownIPNetworks.Clear();
        foreach (var proxy in proxies)
        {
            if (IPAddress.TryParse(proxy, out var address))
            {
                options.KnownProxies.Add(address);
            }
            else if (IPNetwork.TryParse(proxy, out var network))
            {
                options.KnownIPNetworks.Add(network);
            }
        }
    }

    private static bool IsValid(string proxy) => IPAddress.TryParse(proxy, out _) || IPNetwork.TryParse(proxy, out _);
}
