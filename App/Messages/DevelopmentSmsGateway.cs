using WorkOrders.Shared;

namespace WorkOrders.Messages;

/// <summary>Where no gateway is configured, in Development: every message counts as sent, and the log says so without telling to whom or what.</summary>
internal sealed partial class DevelopmentSmsGateway(ILogger<DevelopmentSmsGateway> log) : ISmsGateway
{
    public Task<SmsReply> SendAsync(long id, PhoneNumber phone, string text, CancellationToken cancellation = default)
    {
        LogSent(id, text.Length);
        return Task.FromResult(SmsReply.Sent);
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Short message {Id} of {Length} characters would go out here")]
    private partial void LogSent(long id, int length);
}

/// <summary>Where no gateway is configured, elsewhere: nothing is sent, and the record says why.</summary>
internal sealed class MissingSmsGateway : ISmsGateway
{
    public Task<SmsReply> SendAsync(long id, PhoneNumber phone, string text, CancellationToken cancellation = default) =>
        Task.FromResult(new SmsReply(SmsResult.Refused, "还没有配置短信网关，请联系管理员"));
}
