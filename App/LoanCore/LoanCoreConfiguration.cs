using WorkOrders.LoanCore.StandIn;

namespace WorkOrders.LoanCore;

/// <summary>Registers the client of the loan core and its stand-in.</summary>
public static class LoanCoreConfiguration
{
    private const int LargestAnswer = 2 * 1024 * 1024;

    public static void AddLoanCore(this WebApplicationBuilder builder)
    {
        builder.Services.AddLoanCore();
        builder.Services.Configure<LoanCoreOptions>(builder.Configuration.GetSection("LoanCore"));
    }

    public static void AddLoanCore(this IServiceCollection services)
    {
        // The pipeline of the client has the timeout; the factory's own loggers would write more than is needed.
        services.AddHttpClient(LoanCoreClient.HttpClientName, client => (client.Timeout, client.MaxResponseContentBufferSize) = (Timeout.InfiniteTimeSpan, LargestAnswer))
            .ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, PooledConnectionLifetime = TimeSpan.FromMinutes(5) })
            .RemoveAllLoggers();
        services.AddSingleton<LoanCoreAddress>();
        services.AddSingleton<LoanCoreClient>();
        services.AddSingleton<LoanCoreLookup>();
        services.AddSingleton<StandInSwitches>();
    }
}
