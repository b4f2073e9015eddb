using Microsoft.Extensions.Http.Resilience;
using Microsoft.Extensions.Options;
using Polly;
using WorkOrders.Jobs;
using WorkOrders.Shared;
using WorkOrders.Ui;

namespace WorkOrders.Messages;

/// <summary>Registers the configured SMS gateway; in Development without one, a simulated gateway.</summary>
public static class MessagesConfiguration
{
    public static void AddMessages(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddOptions<SmsOptions>().Bind(builder.Configuration.GetSection("Sms")).Validate(
            o => string.IsNullOrEmpty(o.Endpoint) || (Uri.TryCreate(o.Endpoint, UriKind.Absolute, out var address) && address.Scheme is "http" or "https"),
            "Sms:Endpoint is empty or an absolute http(s) address.").Validate(
            o => o.Timeout > TimeSpan.Zero && o.Timeout <= TimeSpan.FromMinutes(1), "Sms:Timeout is positive and at most a minute.").ValidateOnStart();
        services.AddSmsClient();
        services.AddMessages();
        var isDevelopment = builder.Environment.IsDevelopment();
        services.AddSingleton<ISmsGateway>(provider =>
            !string.IsNullOrEmpty(provider.GetRequiredService<IOptions<SmsOptions>>().Value.Endpoint) ? ActivatorUtilities.CreateInstance<HttpSmsGateway>(provider)
            : isDevelopment ? ActivatorUtilities.CreateInstance<DevelopmentSmsGateway>(provider)
            : new MissingSmsGateway());
    }

    // A timeout and no retry: who sends again is decided by SendSms, and only when nothing can have been sent.
    internal static IHttpClientBuilder AddSmsClient(this IServiceCollection services) =>
        services.AddHttpClient(HttpSmsGateway.HttpClientName).AddQuietResilience((pipeline, provider) =>
            pipeline.AddTimeout(new HttpTimeoutStrategyOptions { Timeout = provider.GetRequiredService<IOptions<SmsOptions>>().Value.Timeout }));

    /// <summary>Registers what needs no settings.</summary>
    public static void AddMessages(this IServiceCollection services)
    {
        services.AddDueJob<SendSms>("outbox", "发送短信", isLong: true);
        services.AddJobCall<SmsMessage>("outbox", message => message.Status == SmsStatus.Queued ? message.DueAt : null);
        services.AddNavigation(new NavigationEntry(930, "短信模板", "/settings/sms-templates", Permission.ConfigureOrders, Icon.Sms, "设置"));
    }
}
