using WorkOrders.AccessRecords;
using WorkOrders.Shared;

namespace WorkOrders.Staff.Sessions;

/// <summary>Where a sign-in comes from: network address and device, as a person reads them in the list of sessions.</summary>
internal sealed record SignInPlace(string? Address, string? Device)
{
    /// <summary>The longest form of an IPv6 address.</summary>
    public const int AddressLength = 45;

    public static SignInPlace Of(HttpContext context)
    {
        var address = ClientAddress.TextOf(context.Connection.RemoteIpAddress);
        return new SignInPlace(address.Length == 0 ? null : address, DeviceName.Of(context.Request.Headers.UserAgent));
    }
}
