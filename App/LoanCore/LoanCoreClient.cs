using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.Extensions.Options;
using Polly.CircuitBreaker;
using Polly.Timeout;

namespace WorkOrders.LoanCore;

/// <summary>
/// 乘用车客户信息查询 over HTTP, with timeout, retries and one circuit breaker per node. Failures of the core are returned, not thrown.
/// Requests and answers are not logged.
/// </summary>
public sealed partial class LoanCoreClient(
    IHttpClientFactory clients, LoanCoreAddress address, IOptions<LoanCoreOptions> options, TimeProvider time, ILogger<LoanCoreClient> logger)
{
    public const string HttpClientName = "loan-core";

    private static readonly JsonSerializerOptions Json = new() { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    public async Task<LoanCoreReply> AskAsync(LoanCoreQuestion question, CancellationToken cancellation = default)
    {
        if (address.Current is not { } target)
        {
            return LoanCoreReply.Failed("还没有配置贷款核心的地址，请联系管理员");
        }

        var start = time.GetTimestamp();
        var reply = await AskAsync(target, question, cancellation);
        LogAnswer(reply.Outcome.Reason ?? "answered", (long)time.GetElapsedTime(start).TotalMilliseconds);
        return reply;
    }

    private async Task<LoanCoreReply> AskAsync(Uri target, LoanCoreQuestion question, CancellationToken cancellation)
    {
        try
        {
            return await SendAsync(target, question, cancellation);
        }
        catch (BrokenCircuitException broken)
        {
            return LoanCoreReply.Failed("贷款核心连续出错，已暂停查询，约 {0} 秒后再试", Math.Max(1, (int)Math.Ceiling((broken.RetryAfter ?? options.Value.BreakerPause).TotalSeconds)));
        }
        catch (TimeoutRejectedException)
        {
            return LoanCoreReply.Failed("贷款核心没有在 {0} 秒内回答", options.Value.Timeout.TotalSeconds);
        }
        catch (HttpRequestException)
        {
            return LoanCoreReply.Failed("连接不上贷款核心");
        }
    }

    private async Task<LoanCoreReply> SendAsync(Uri target, LoanCoreQuestion question, CancellationToken cancellation)
    {
        using var client = clients.CreateClient(HttpClientName);
        using var content = new StringContent(JsonSerializer.Serialize(question, Json), Encoding.UTF8, "application/json");
        using var request = new HttpRequestMessage(HttpMethod.Post, target) { Content = content };
        using var answer = await client.SendAsync(request, cancellation);
        var reply = WholeAnswer.Of(request);
        if (answer.IsSuccessStatusCode)
        {
            return reply ?? LoanCoreReply.Failed("贷款核心的回答读不懂，不是约定的格式");
        }

        // An error response may contain a message of the core; an HTML page of a proxy doesn't.
        return reply is { Answer: null } ? reply : LoanCoreReply.Failed("贷款核心回答了错误 {0}", (int)answer.StatusCode);
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Loan core query: {Result} after {Milliseconds} ms")]
    private partial void LogAnswer(string result, long milliseconds);
}
