using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using WorkOrders.LoanCore;

namespace WorkOrders.Tests.LoanCore;

/// <summary>A fake core behind the registered client with all its strategies: returns the given answers and records the requests.</summary>
internal sealed class CoreHttp(Func<int, HttpResponseMessage> answer) : HttpMessageHandler
{
    private int calls;

    public int Calls => calls;

    public string? LastBody { get; private set; }

    /// <summary>Answers wait until this task is completed.</summary>
    public Task Gate { get; set; } = Task.CompletedTask;

    public static HttpResponseMessage Text(string body, HttpStatusCode status = HttpStatusCode.OK) => new(status) { Content = new StringContent(body) };

    public LoanCoreClient Client(TimeProvider time, Action<LoanCoreOptions>? change = null, LogLines? log = null)
    {
        var options = new LoanCoreOptions { BaseAddress = "http://core.test", Path = "/cdb", Retries = 0, RetryDelay = TimeSpan.FromMilliseconds(1) };
        change?.Invoke(options);
        var services = new ServiceCollection().AddLogging(logging => logging.SetMinimumLevel(LogLevel.Trace));
        services.AddLoanCore();
        services.AddHttpClient(LoanCoreClient.HttpClientName).ConfigurePrimaryHttpMessageHandler(() => this);
        services.AddSingleton(Options.Create(options)).AddSingleton(time);
        services.AddSingleton(provider => new LoanCoreAddress(provider.GetRequiredService<IOptions<LoanCoreOptions>>(), null!, provider));
        if (log is not null)
        {
            services.AddSingleton<ILoggerProvider>(log);
        }

        return services.BuildServiceProvider().GetRequiredService<LoanCoreClient>();
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var call = Interlocked.Increment(ref calls);
        LastBody = await request.Content!.ReadAsStringAsync(cancellationToken);
        await Gate.WaitAsync(cancellationToken);
        return answer(call);
    }
}
