using System.Net;
using System.Net.Sockets;

namespace WorkOrders.Shared;

/// <summary>The network address of a client, as limits count it.</summary>
public static class ClientAddress
{
    /// <summary>The longest text of <see cref="TextOf(IPAddress?)"/>.</summary>
    public const int TextLength = 45;

    private const int PrefixBytes = 8;

    /// <summary>An IPv4 address, or the first 64 bits of an IPv6 address: whoever has one address has all that begin with them.</summary>
    public static string KeyOf(IPAddress? address)
    {
        if (address is { AddressFamily: AddressFamily.InterNetworkV6, IsIPv4MappedToIPv6: false })
        {
            Span<byte> bytes = stackalloc byte[16];
            address.TryWriteBytes(bytes, out _);
            return Convert.ToHexStringLower(bytes[..PrefixBytes]);
        }

        return address?.MapToIPv4().ToString() ?? "";
    }

    /// <summary>The whole address in one spelling, without the zone of a network card; empty when there is none.</summary>
    public static string TextOf(IPAddress? address) => address switch
    {
        null => "",
        { IsIPv4MappedToIPv6: true } => address.MapToIPv4().ToString(),
        _ => new IPAddress(address.GetAddressBytes()).ToString(),
    };

    /// <summary>The address of the request, or of the connection of a circuit that acts; empty in a job.</summary>
    public static string TextOf(IHttpContextAccessor http)
    {
        ArgumentNullException.ThrowIfNull(http);
        return TextOf(http.HttpContext?.Connection.RemoteIpAddress);
    }
}
