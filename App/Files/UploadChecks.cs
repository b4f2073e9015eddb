using System.Threading.RateLimiting;
using WorkOrders.Shared;

namespace WorkOrders.Files;

/// <summary>What is checked. Long checks of workbooks don't hold up those of other files.</summary>
public enum UploadKind
{
    File,
    Workbook,
}

/// <summary>
/// Runs the checks of uploads on this node: of each kind one per person and two in all at a time. Others wait in order, and are refused
/// when the queue is full or the wait is too long. A check that takes too long is cancelled and refused.
/// </summary>
public sealed class UploadChecks : IDisposable
{
    public const int PerNode = 2;

    private const int MostWaiting = 20;
    private const int MostWaitingPerPerson = 5;

    private readonly TimeProvider time;
    private readonly PartitionedRateLimiter<(UploadKind Kind, int Person)> people;
    private readonly PartitionedRateLimiter<(UploadKind Kind, int Person)> node;
    private readonly PartitionedRateLimiter<(UploadKind Kind, int Person)> places;

    public UploadChecks(TimeProvider time)
    {
        this.time = time;
        people = PartitionedRateLimiter.Create<(UploadKind Kind, int Person), (UploadKind, int)>(
            who => RateLimitPartition.GetConcurrencyLimiter(who, _ => Limit(1, MostWaitingPerPerson)));
        node = PartitionedRateLimiter.Create<(UploadKind Kind, int Person), UploadKind>(
            who => RateLimitPartition.GetConcurrencyLimiter(who.Kind, _ => Limit(PerNode, MostWaiting)));
        places = PartitionedRateLimiter.CreateChained(people, node);
    }

    /// <summary>Runs a check when there is a place for it. What it throws as <see cref="FileRefusedException"/> is its outcome.</summary>
    /// <param name="kind">Which places it takes.</param>
    /// <param name="me">Who uploads.</param>
    /// <param name="check">The work. Its token is cancelled when the person leaves or the time is over.</param>
    /// <param name="waiting">Told true when it has to wait, and false when the wait is over.</param>
    /// <param name="gone">Cancelled when the person leaves.</param>
    public async Task<CheckResult> RunAsync(
        UploadKind kind, CurrentUser me, Func<CancellationToken, Task<Outcome>> check, Action<bool>? waiting = null, CancellationToken gone = default)
    {
        ArgumentNullException.ThrowIfNull(me);
        ArgumentNullException.ThrowIfNull(check);
        using var place = await PlaceAsync((kind, me.Id), waiting, gone);
        if (place is not { IsAcquired: true })
        {
            return new CheckResult(Outcome.Refused("别的文件还在检查，请稍后再上传"), IsBusy: true);
        }

        var longest = Longest(kind);
        using var deadline = new CancellationTokenSource(longest, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(gone, deadline.Token);
        try
        {
            return new CheckResult(await check(either.Token));
        }
        catch (FileRefusedException refused)
        {
            return new CheckResult(refused.Reason);
        }
        catch (OperationCanceledException) when (deadline.IsCancellationRequested && !gone.IsCancellationRequested)
        {
            var reason = kind == UploadKind.Workbook ? "检查超过了 {0} 秒，请把文件分成几个再上传" : "检查超过了 {0} 秒，请另存为更小的文件后再上传";
            return new CheckResult(Outcome.Refused(reason, (int)longest.TotalSeconds));
        }
    }

    public void Dispose()
    {
        places.Dispose();
        people.Dispose();
        node.Dispose();
    }

    /// <summary>How long a check may take; without the wait for its place.</summary>
    internal static TimeSpan Longest(UploadKind kind) => kind == UploadKind.Workbook ? TimeSpan.FromMinutes(5) : TimeSpan.FromSeconds(30);

    /// <summary>How long an upload waits for its check: as long as two others may take, one after the other.</summary>
    internal static TimeSpan Patience(UploadKind kind) => 2 * Longest(kind);

    private static ConcurrencyLimiterOptions Limit(int atOnce, int waiting) => new() { PermitLimit = atOnce, QueueLimit = waiting };

    // Null when the wait was too long.
    private async Task<RateLimitLease?> PlaceAsync((UploadKind Kind, int Person) who, Action<bool>? waiting, CancellationToken gone)
    {
        if (places.AttemptAcquire(who) is { IsAcquired: true } free)
        {
            return free;
        }

        waiting?.Invoke(true);
        using var patience = new CancellationTokenSource(Patience(who.Kind), time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(gone, patience.Token);
        try
        {
            return await places.AcquireAsync(who, cancellationToken: either.Token);
        }
        catch (OperationCanceledException) when (!gone.IsCancellationRequested)
        {
            return null;
        }
        finally
        {
            waiting?.Invoke(false);
        }
    }
}

/// <summary>The outcome of a check; <paramref name="IsBusy"/> when it had no place, so that the upload may be tried again.</summary>
public sealed record CheckResult(Outcome Outcome, bool IsBusy = false);
