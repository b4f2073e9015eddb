using WorkOrders.Shared;

namespace WorkOrders.Messages;

/// <summary>The way to the telephone network.</summary>
public interface ISmsGateway
{
    /// <summary>Sends once; failures are replies, not exceptions.</summary>
    /// <param name="id">The message's own number: the gateway may use it to drop a second one.</param>
    /// <param name="phone">Whole, as the network needs it.</param>
    /// <param name="text">At most <see cref="SmsText.MaxLength"/> characters.</param>
    /// <param name="cancellation">The node stops.</param>
    Task<SmsReply> SendAsync(long id, PhoneNumber phone, string text, CancellationToken cancellation = default);
}

/// <summary>What became of one attempt.</summary>
public sealed record SmsReply(SmsResult Result, string? Reason = null)
{
    public static readonly SmsReply Sent = new(SmsResult.Sent);
}

/// <summary>NotNow: nothing went out, another attempt may work. Unknown: it may have gone out.</summary>
public enum SmsResult
{
    Sent,
    Refused,
    NotNow,
    Unknown,
}
