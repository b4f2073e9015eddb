using System.Diagnostics;

namespace WorkOrders.Benchmarks;

/// <summary>Measures the peak growth of a process's resident memory since the start, including garbage.</summary>
internal sealed class ResidentPeak : IAsyncDisposable
{
    private readonly CancellationTokenSource stop = new();
    private readonly Func<long> resident;
    private readonly long before;
    private readonly Task watching;
    private long most;

    public ResidentPeak(Func<long> resident)
    {
        this.resident = resident;
        before = most = resident();
        watching = Task.Run(WatchAsync);
    }

    public double GrowthMegabytes => (most - before) / 1024.0 / 1024.0;

    public static long OfThisProcess()
    {
        using var process = Process.GetCurrentProcess();
        return process.WorkingSet64;
    }

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        await watching;
        stop.Dispose();
    }

    private async Task WatchAsync()
    {
        while (!stop.IsCancellationRequested)
        {
            most = Math.Max(most, resident());
            await Task.Delay(50, CancellationToken.None);
        }
    }
}
