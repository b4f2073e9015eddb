using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Options;
using WorkOrders.LoanCore.StandIn;

namespace WorkOrders.LoanCore;

/// <summary>URL of the core: the configured one; in Development without one, the stand-in on this host.</summary>
public sealed class LoanCoreAddress(IOptions<LoanCoreOptions> options, IHostEnvironment environment, IServiceProvider services)
{
    /// <summary>Null when none is configured.</summary>
    public Uri? Current => string.IsNullOrWhiteSpace(options.Value.BaseAddress)
        ? environment.IsDevelopment() ? OwnStandIn() : null
        : new Uri($"{options.Value.BaseAddress.TrimEnd('/')}/{options.Value.Path.TrimStart('/')}");

    // The server address is known after start. When it listens on any address, use loopback.
    private Uri? OwnStandIn()
    {
        var own = services.GetService<IServer>()?.Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault(a => a.StartsWith("http:", StringComparison.Ordinal));
        return own is null ? null : new Uri(BindingAddress.Parse(own) is var bound && bound.Host is "+" or "*" or "[::]" or "0.0.0.0"
            ? new Uri($"http://127.0.0.1:{bound.Port}")
            : new Uri(own), StandInEndpoints.Path);
    }
}
