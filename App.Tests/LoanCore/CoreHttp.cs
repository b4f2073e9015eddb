using System.Net;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using WorkOrders.LoanCore;

namespace WorkOrders.Tests.LoanCore;

/// <summary>A fake core as HTTP handler: returns the given answers and records the requests.</summary>
internal sealed class CoreHttp(Func<int, HttpResponseMessage> answer) : HttpMessageHandler, IHttpClientFactory
{
    private int calls;

    public int Calls => calls;

    public string? LastBody { get; private set; }

    /// <summary>Answers wait until this task is completed.</summary>
    public Task Gate { get; set; } = Task.CompletedTask;

    public static HttpResponseMessage Text(string body, HttpStatusCode status = HttpStatusCode.OK) => new(status) { Content = new StringContent(body) };

    public HttpClient CreateClient(string name) => new(this, disposeHandler: false);

    public LoanCoreClient Client(TimeProvider time, Action<LoanCoreOptions>? change = null, LogLines? log = null)
    {
        var options = new LoanCoreOptions { BaseAddress = "http://core.test", Path = "/cdb", Retries = 0, RetryDelay = TimeSpan.FromMilliseconds(1) };
        change?.Invoke(options);
        var wrapped = Options.Create(options);
        var logger = log is null ? NullLogger<LoanCoreClient>.Instance : (Microsoft.Extensions.Logging.ILogger<LoanCoreClient>)new Microsoft.Extensions.Logging.Logger<LoanCoreClient>(new Microsoft.Extensions.Logging.LoggerFactory([log]));
        return new LoanCoreClient(this, new LoanCoreAddress(wrapped, null!, null!), wrapped, time, logger);
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var call = Interlocked.Increment(ref calls);
        LastBody = await request.Content!.ReadAsStringAsync(cancellationToken);
        await Gate.WaitAsync(cancellationToken);
        return answer(call);
    }
}
