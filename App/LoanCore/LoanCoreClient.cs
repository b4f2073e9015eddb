using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.Extensions.Options;
using Polly;
using Polly.CircuitBreaker;
using Polly.Retry;
using Polly.Timeout;

namespace WorkOrders.LoanCore;

/// <summary>
/// 乘用车客户信息查询 over HTTP, with timeout, retries and one circuit breaker per node. Failures of the core are returned, not thrown.
/// Requests and answers are not logged.
/// </summary>
public sealed partial class LoanCoreClient
{
    public const string HttpClientName = "loan-core";

    private static readonly JsonSerializerOptions Json = new() { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    private readonly IHttpClientFactory clients;
    private readonly LoanCoreAddress address;
    private readonly LoanCoreOptions options;
    private readonly TimeProvider time;
    private readonly ILogger<LoanCoreClient> logger;
    private readonly ResiliencePipeline pipeline;

    public LoanCoreClient(
        IHttpClientFactory clients, LoanCoreAddress address, IOptions<LoanCoreOptions> options, TimeProvider time, ILogger<LoanCoreClient> logger)
    {
        (this.clients, this.address, this.options, this.time, this.logger) = (clients, address, options.Value, time, logger);
        pipeline = Pipeline();
    }

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

    private static bool IsPassing(HttpStatusCode status) => (int)status >= 500 || status is HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests;

    private async Task<LoanCoreReply> AskAsync(Uri target, LoanCoreQuestion question, CancellationToken cancellation)
    {
        try
        {
            return await pipeline.ExecuteAsync(token => new ValueTask<LoanCoreReply>(SendAsync(target, question, token)), cancellation);
        }
        catch (BrokenCircuitException broken)
        {
            return LoanCoreReply.Failed("贷款核心连续出错，已暂停查询，约 {0} 秒后再试", Math.Max(1, (int)Math.Ceiling((broken.RetryAfter ?? options.BreakerPause).TotalSeconds)));
        }
        catch (TimeoutRejectedException)
        {
            return LoanCoreReply.Failed("贷款核心没有在 {0} 秒内回答", options.Timeout.TotalSeconds);
        }
        catch (RetryableAnswerException odd)
        {
            return odd.Reply ?? (odd.Status is { } status ? LoanCoreReply.Failed("贷款核心回答了错误 {0}", (int)status) : LoanCoreReply.Failed("贷款核心的回答读不懂，不是约定的格式"));
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
        using var answer = await client.PostAsync(target, content, cancellation);
        var reply = LoanCoreReply.Parse(Encoding.UTF8.GetString(await answer.Content.ReadAsByteArrayAsync(cancellation)).TrimStart('\uFEFF'));
        if (answer.IsSuccessStatusCode)
        {
            return reply ?? throw new RetryableAnswerException(null, null);
        }

        // An error response may contain a message of the core; an HTML page of a proxy doesn't.
        var words = reply is { Answer: null } ? reply : null;
        return IsPassing(answer.StatusCode)
            ? throw new RetryableAnswerException(answer.StatusCode, words)
            : words ?? LoanCoreReply.Failed("贷款核心回答了错误 {0}", (int)answer.StatusCode);
    }

    private ResiliencePipeline Pipeline()
    {
        var passing = new PredicateBuilder().Handle<HttpRequestException>().Handle<TimeoutRejectedException>().Handle<RetryableAnswerException>();
        var builder = new ResiliencePipelineBuilder { TimeProvider = time };
        if (options.Retries > 0)
        {
            builder.AddRetry(new RetryStrategyOptions
            {
                ShouldHandle = passing,
                MaxRetryAttempts = options.Retries,
                Delay = options.RetryDelay,
                BackoffType = DelayBackoffType.Exponential,
                UseJitter = true,
            });
        }

        return builder
            .AddCircuitBreaker(new CircuitBreakerStrategyOptions
            {
                ShouldHandle = passing,
                FailureRatio = 0.5,
                MinimumThroughput = options.BreakerAttempts,
                SamplingDuration = options.BreakerWindow,
                BreakDuration = options.BreakerPause,
                OnOpened = opened => Told(() => LogOpened(opened.BreakDuration.TotalSeconds)),
                OnClosed = _ => Told(LogClosed),
            })
            .AddTimeout(new TimeoutStrategyOptions { Timeout = options.Timeout })
            .Build();
    }

    private static ValueTask Told(Action log)
    {
        log();
        return ValueTask.CompletedTask;
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Loan core query: {Result} after {Milliseconds} ms")]
    private partial void LogAnswer(string result, long milliseconds);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The loan core keeps failing; the circuit breaker is open for {Seconds} s")]
    private partial void LogOpened(double seconds);

    [LoggerMessage(Level = LogLevel.Information, Message = "The loan core answers again; the circuit breaker is closed")]
    private partial void LogClosed();

    /// <summary>A failure worth a retry: a server error, or a body that is not a valid answer.</summary>
    private sealed class RetryableAnswerException(HttpStatusCode? status, LoanCoreReply? reply) : Exception
    {
        public HttpStatusCode? Status => status;

        public LoanCoreReply? Reply => reply;
    }
}
