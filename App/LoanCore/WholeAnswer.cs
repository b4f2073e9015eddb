namespace WorkOrders.LoanCore;

/// <summary>Reads the whole answer as part of the attempt, so that its timeout covers the body and an answer that makes no sense is retried.</summary>
internal sealed class WholeAnswer : DelegatingHandler
{
    private const int Largest = 2 * 1024 * 1024;

    private static readonly HttpRequestOptionsKey<LoanCoreReply?> Reply = new(nameof(LoanCoreReply));

    /// <summary>What the last attempt was answered; null when that is not the core's envelope.</summary>
    public static LoanCoreReply? Of(HttpRequestMessage request) => request.Options.TryGetValue(Reply, out var reply) ? reply : null;

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var answer = await base.SendAsync(request, cancellationToken);
        try
        {
            await answer.Content.LoadIntoBufferAsync(Largest, cancellationToken);
            var body = await answer.Content.ReadAsByteArrayAsync(cancellationToken);
            request.Options.Set(Reply, LoanCoreReply.Parse(System.Text.Encoding.UTF8.GetString(body).TrimStart('\uFEFF')));
            return answer;
        }
        catch
        {
            answer.Dispose();
            throw;
        }
    }
}
