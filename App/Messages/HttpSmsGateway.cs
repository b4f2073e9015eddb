using System.Net;
using Microsoft.Extensions.Options;
using Polly.Timeout;
using WorkOrders.Shared;

namespace WorkOrders.Messages;

/// <summary>POST {id, phone, text} as JSON to the configured address; any 2xx means sent. Retries only when the message was certainly not sent.</summary>
internal sealed class HttpSmsGateway(IHttpClientFactory clients, IOptions<SmsOptions> options) : ISmsGateway
{
    public const string HttpClientName = "sms";

    public async Task<SmsReply> SendAsync(long id, PhoneNumber phone, string text, CancellationToken cancellation = default)
    {
        try
        {
            return await PostAsync(id, phone, text, cancellation);
        }
        catch (TimeoutRejectedException)
        {
            return new SmsReply(SmsResult.Unknown, SmsProblems.NoAnswer);
        }
        catch (HttpRequestException failure) when (failure.HttpRequestError is HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError or HttpRequestError.SecureConnectionError)
        {
            return new SmsReply(SmsResult.NotNow, SmsProblems.NoConnection);
        }
        catch (HttpRequestException)
        {
            return new SmsReply(SmsResult.Unknown, SmsProblems.NoAnswer);
        }
    }

    private async Task<SmsReply> PostAsync(long id, PhoneNumber phone, string text, CancellationToken cancellation)
    {
        using var client = clients.CreateClient(HttpClientName);
        using var content = JsonContent.Create(new { id, phone = phone.Unmask(), text });
        using var request = new HttpRequestMessage(HttpMethod.Post, options.Value.Endpoint) { Content = content };

        // The status says everything; the body isn't read.
        using var answer = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellation);
        return answer.IsSuccessStatusCode ? SmsReply.Sent
            : answer.StatusCode is HttpStatusCode.TooManyRequests or HttpStatusCode.ServiceUnavailable ? new SmsReply(SmsResult.NotNow, SmsProblems.Busy)
            : (int)answer.StatusCode >= 500 ? new SmsReply(SmsResult.Unknown, SmsProblems.GatewayFailed)
            : new SmsReply(SmsResult.Refused, SmsProblems.Refused);
    }
}

/// <summary>The settings section Sms.</summary>
public sealed class SmsOptions
{
    /// <summary>Absolute http(s) address; empty means no gateway.</summary>
    public string? Endpoint { get; set; }

    /// <summary>Timeout of one attempt; must be less than the claim time of two minutes.</summary>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(10);
}
