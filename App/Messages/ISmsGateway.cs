using WorkOrders.Shared;

namespace WorkOrders.Messages;

/// <summary>Gateway to the telephone network.</summary>
public interface ISmsGateway
{
    /// <summary>Sends once. Failures are returned, not thrown.</summary>
    /// <param name="id">Id of the message; the gateway may use it to drop duplicates.</param>
    /// <param name="phone">The unmasked number.</param>
    /// <param name="text">At most <see cref="SmsText.MaxLength"/> characters.</param>
    /// <param name="cancellation">Cancelled when the node stops.</param>
    Task<SmsReply> SendAsync(long id, PhoneNumber phone, string text, CancellationToken cancellation = default);
}

/// <summary>Result of one attempt.</summary>
public sealed record SmsReply(SmsResult Result, SmsProblem? Problem = null)
{
    public static readonly SmsReply Sent = new(SmsResult.Sent);
}

/// <summary>NotNow: not sent, a retry may succeed. Unknown: it may have been sent.</summary>
public enum SmsResult
{
    Sent,
    Refused,
    NotNow,
    Unknown,
}
