using System.Net;
using Microsoft.Extensions.Options;
using Polly;
using Polly.Timeout;
using WorkOrders.Shared;

namespace WorkOrders.Messages;

/// <summary>POST {id, phone, text} as JSON to the configured address; any 2xx is sent. Only what surely did not go out is tried again.</summary>
internal sealed class HttpSmsGateway(IHttpClientFactory clients, IOptions<SmsOptions> options, TimeProvider time) : ISmsGateway
{
    public const string HttpClientName = "sms";

    private readonly ResiliencePipeline pipeline = new ResiliencePipelineBuilder { TimeProvider = time }
        .AddTimeout(new TimeoutStrategyOptions { Timeout = options.Value.Timeout }).Build();

    public async Task<SmsReply> SendAsync(long id, PhoneNumber phone, string text, CancellationToken cancellation = default)
    {
        try
        {
            return await pipeline.ExecuteAsync(token => new ValueTask<SmsReply>(PostAsync(id, phone, text, token)), cancellation);
        }
        catch (TimeoutRejectedException)
        {
            return new SmsReply(SmsResult.Unknown, "短信网关没有及时回答，请向客户确认是否收到");
        }
        catch (HttpRequestException failure) when (failure.HttpRequestError is HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError or HttpRequestError.SecureConnectionError)
        {
            return new SmsReply(SmsResult.NotNow, "连接不上短信网关");
        }
        catch (HttpRequestException)
        {
            return new SmsReply(SmsResult.Unknown, "短信网关没有及时回答，请向客户确认是否收到");
        }
    }

    private async Task<SmsReply> PostAsync(long id, PhoneNumber phone, string text, CancellationToken cancellation)
    {
        using var client = clients.CreateClient(HttpClientName);
        using var answer = await client.PostAsJsonAsync(options.Value.Endpoint, new { id, phone = phone.Unmask(), text }, cancellation);
        return answer.IsSuccessStatusCode ? SmsReply.Sent
            : answer.StatusCode is HttpStatusCode.TooManyRequests or HttpStatusCode.ServiceUnavailable ? new SmsReply(SmsResult.NotNow, "短信网关正忙")
            : (int)answer.StatusCode >= 500 ? new SmsReply(SmsResult.Unknown, "短信网关出错，请向客户确认是否收到")
            : new SmsReply(SmsResult.Refused, "短信网关拒绝了这条短信");
    }
}

/// <summary>The section Sms of the settings.</summary>
public sealed class SmsOptions
{
    /// <summary>Absolute http(s) address; empty: no gateway.</summary>
    public string? Endpoint { get; set; }

    /// <summary>Of one attempt; less than the claim of two minutes.</summary>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(10);
}
