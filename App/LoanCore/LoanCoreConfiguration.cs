using WorkOrders.LoanCore.StandIn;
using WorkOrders.Shared;
using WorkOrders.Ui;

namespace WorkOrders.LoanCore;

/// <summary>Registers the client of the loan core and its stand-in.</summary>
public static class LoanCoreConfiguration
{
    public static void AddLoanCore(this WebApplicationBuilder builder)
    {
        builder.Services.AddLoanCore();
        builder.Services.AddOptions<LoanCoreOptions>().Bind(builder.Configuration.GetSection("LoanCore"))
            .Validate(o => o.IsUsable, "LoanCore: BaseAddress is empty or an absolute http(s) address; Timeout is positive, Retries 0 to 10, BreakerAttempts at least 2, BreakerWindow and BreakerPause at least half a second.")
            .ValidateOnStart();
    }

    public static void AddLoanCore(this IServiceCollection services)
    {
        services.AddHttpClient(LoanCoreClient.HttpClientName)
            .ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, PooledConnectionLifetime = TimeSpan.FromMinutes(5) })
            .AddQuietResilience(LoanCoreResilience.Add)
            .AddHttpMessageHandler(() => new WholeAnswer());
        services.AddSingleton<LoanCoreAddress>();
        services.AddSingleton<LoanCoreClient>();
        services.AddSingleton<LoanCoreLookup>();
        services.AddSingleton<StandInSwitches>();
        services.AddNavigation(new NavigationEntry(980, "模拟贷款核心", "/admin/stand-in-core", Permission.Administer, Icon.StandIn, "设置", InDevelopment: true));
    }
}
