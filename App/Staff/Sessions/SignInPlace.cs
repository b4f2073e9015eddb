namespace WorkOrders.Staff.Sessions;

/// <summary>Where a sign-in comes from: network address and device, as a person reads them in the list of sessions.</summary>
internal sealed record SignInPlace(string? Address, string? Device)
{
    /// <summary>The longest form of an IPv6 address.</summary>
    public const int AddressLength = 45;

    public static SignInPlace Of(HttpContext context)
    {
        var address = context.Connection.RemoteIpAddress;
        var text = (address is { IsIPv4MappedToIPv6: true } ? address.MapToIPv4() : address)?.ToString();
        return new SignInPlace(text is { Length: > AddressLength } ? text[..AddressLength] : text, Sessions.Device.Of(context.Request));
    }
}
