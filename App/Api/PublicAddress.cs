using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Options;

namespace WorkOrders.Api;

/// <summary>
/// The address under which clients reach the application, for absolute addresses in answers. It comes from the setting PublicAddress, never from the Host
/// header of a request. Without the setting, only in Development, it is where the server listens.
/// </summary>
public sealed class PublicAddress(IOptions<PublicAddressOptions> options, IServer server)
{
    // The server knows its port only after the start.
    private readonly Lazy<string> origin = new(() => options.Value.Origin ?? OfServer(server), LazyThreadSafetyMode.PublicationOnly);

    public string Of(string path) => origin.Value + path;

    private static string OfServer(IServer server)
    {
        var listens = BindingAddress.Parse(server.Features.Get<IServerAddressesFeature>()!.Addresses.First());
        var host = listens.Host is "*" or "+" or "0.0.0.0" or "[::]" ? "localhost" : listens.Host;
        return $"{listens.Scheme}://{host}:{listens.Port}";
    }
}

/// <summary>The setting PublicAddress.</summary>
public sealed class PublicAddressOptions
{
    /// <summary>Such as https://gongdan.example.com, without a path.</summary>
    public string? PublicAddress { get; set; }

    /// <summary>The setting without a slash at its end; null when it is empty.</summary>
    internal string? Origin => Uri.TryCreate(PublicAddress, UriKind.Absolute, out var address) ? address.GetLeftPart(UriPartial.Authority) : null;

    internal bool IsEmpty => string.IsNullOrWhiteSpace(PublicAddress);

    internal bool IsOrigin(bool overTlsOnly) => Uri.TryCreate(PublicAddress, UriKind.Absolute, out var address)
        && (address.Scheme == Uri.UriSchemeHttps || (address.Scheme == Uri.UriSchemeHttp && !overTlsOnly))
        && address is { PathAndQuery: "/", Fragment: "", UserInfo: "" };
}
