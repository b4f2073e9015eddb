using Microsoft.Extensions.Logging.Abstractions;
using Polly;

namespace WorkOrders.Shared;

/// <summary>HTTP clients of other systems.</summary>
public static class OutgoingHttp
{
    /// <summary>
    /// The strategies replace the timeout of the client and use the clock of the application. Nothing is logged by the client or its strategies,
    /// because addresses and exceptions can contain data of customers; who calls logs what may be told.
    /// </summary>
    public static IHttpClientBuilder AddQuietResilience(
        this IHttpClientBuilder client, Action<ResiliencePipelineBuilder<HttpResponseMessage>, IServiceProvider> strategies)
    {
        client.ConfigureHttpClient(http => http.Timeout = Timeout.InfiniteTimeSpan).RemoveAllLoggers();
        client.AddResilienceHandler(client.Name, (pipeline, context) =>
        {
            pipeline.TimeProvider = context.ServiceProvider.GetRequiredService<TimeProvider>();
            pipeline.ConfigureTelemetry(NullLoggerFactory.Instance);
            strategies(pipeline, context.ServiceProvider);
        });
        return client;
    }
}
