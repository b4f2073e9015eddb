using WorkOrders.Shared;

namespace WorkOrders.Messages;

/// <summary>Used in Development without a configured gateway: every message counts as sent. The log contains neither the recipient nor the text.</summary>
internal sealed partial class DevelopmentSmsGateway(ILogger<DevelopmentSmsGateway> log) : ISmsGateway
{
    public Task<SmsReply> SendAsync(long id, PhoneNumber phone, string text, CancellationToken cancellation = default)
    {
        LogSent(id, text.Length);
        return Task.FromResult(SmsReply.Sent);
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "SMS {Id} of {Length} characters is not sent: no gateway in Development")]
    private partial void LogSent(long id, int length);
}

/// <summary>Used outside Development without a configured gateway: nothing is sent, and the message records the reason.</summary>
internal sealed class MissingSmsGateway : ISmsGateway
{
    public Task<SmsReply> SendAsync(long id, PhoneNumber phone, string text, CancellationToken cancellation = default) =>
        Task.FromResult(new SmsReply(SmsResult.Refused, SmsProblems.NoGateway));
}
