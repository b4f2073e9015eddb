using System.Net;
using System.Net.Sockets;

namespace WorkOrders.Shared;

/// <summary>The network address of a client, as limits count it.</summary>
public static class ClientAddress
{
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
}
