using Microsoft.Extensions.Http.Resilience;
using Microsoft.Extensions.Options;
using Polly;

namespace WorkOrders.LoanCore;

/// <summary>Retries, one circuit breaker per node, and the timeout of each attempt, as in <see cref="LoanCoreOptions"/>.</summary>
internal static partial class LoanCoreResilience
{
    public static void Add(ResiliencePipelineBuilder<HttpResponseMessage> pipeline, IServiceProvider services)
    {
        var options = services.GetRequiredService<IOptions<LoanCoreOptions>>().Value;
        var logger = services.GetRequiredService<ILogger<LoanCoreClient>>();
        if (options.Retries > 0)
        {
            pipeline.AddRetry(new HttpRetryStrategyOptions
            {
                ShouldHandle = args => ValueTask.FromResult(IsPassing(args.Outcome, args.Context)),
                MaxRetryAttempts = options.Retries,
                Delay = options.RetryDelay,
                BackoffType = DelayBackoffType.Exponential,
                UseJitter = true,
                ShouldRetryAfterHeader = false,
            });
        }

        pipeline
            .AddCircuitBreaker(new HttpCircuitBreakerStrategyOptions
            {
                ShouldHandle = args => ValueTask.FromResult(IsPassing(args.Outcome, args.Context)),
                FailureRatio = 0.5,
                MinimumThroughput = options.BreakerAttempts,
                SamplingDuration = options.BreakerWindow,
                BreakDuration = options.BreakerPause,
                OnOpened = opened => Told(() => LogOpened(logger, opened.BreakDuration.TotalSeconds)),
                OnClosed = _ => Told(() => LogClosed(logger)),
            })
            .AddTimeout(new HttpTimeoutStrategyOptions { Timeout = options.Timeout });
    }

    // Worth a retry: no connection, no answer in time, a server error, or a success without the core's envelope.
    private static bool IsPassing(Outcome<HttpResponseMessage> outcome, ResilienceContext context) =>
        HttpClientResiliencePredicates.IsTransient(outcome)
        || (outcome.Result is { IsSuccessStatusCode: true } && WholeAnswer.Of(context.GetRequestMessage()!) is null);

    private static ValueTask Told(Action log)
    {
        log();
        return ValueTask.CompletedTask;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The loan core keeps failing; the circuit breaker is open for {Seconds} s")]
    private static partial void LogOpened(ILogger logger, double seconds);

    [LoggerMessage(Level = LogLevel.Information, Message = "The loan core answers again; the circuit breaker is closed")]
    private static partial void LogClosed(ILogger logger);
}
