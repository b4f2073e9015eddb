using Microsoft.EntityFrameworkCore;
using WorkOrders.Database;
using WorkOrders.Defaults.Cases;
using WorkOrders.Shared;

namespace WorkOrders.Defaults.ApprovalDesk;

/// <summary>Pending applications and renewals in one queue, oldest first. <paramref name="Waiting"/>: all pending cases by kind, listed or not.</summary>
public sealed record ApprovalQueue(IReadOnlyList<QueueRow> Rows, IReadOnlyDictionary<CaseKind, int> Waiting)
{
    /// <summary>How many of the oldest cases are listed at first, and how many are added on request.</summary>
    public const int Step = 200;

    public int Total(QueueType type) => Waiting.Where(w => Has(type, w.Key)).Sum(w => w.Value);

    /// <summary>The queue after these cases were decided.</summary>
    public ApprovalQueue Without(IReadOnlySet<CaseKey> done) => new(
        [.. Rows.Where(r => !done.Contains(r.Key))], Waiting.ToDictionary(w => w.Key, w => w.Value - done.Count(k => k.Kind == w.Key)));

    public static async Task<ApprovalQueue> ReadAsync(AppDb db, QueueType type, int most, CurrentUser me, CancellationToken token)
    {
        var (rows, waiting) = (new List<QueueRow>(), new Dictionary<CaseKind, int>());
        foreach (var kind in CaseKind.All)
        {
            waiting[kind] = await kind.CountPendingAsync(db, me, token);
            rows.AddRange(Has(type, kind) ? await kind.PendingAsync(db, most, me, token) : []);
        }

        return new ApprovalQueue([.. rows.OrderBy(r => r.At).ThenBy(r => r.Key.Id).Take(most)], waiting);
    }

    /// <summary>Decision and decider of the given cases that are no longer pending.</summary>
    public static async Task<Dictionary<CaseKey, DecidedBy>> DecidedAsync(AppDb db, IReadOnlyCollection<CaseKey> keys, CurrentUser me, CancellationToken token)
    {
        var found = new Dictionary<CaseKey, DecidedBy>();
        foreach (var ids in keys.GroupBy(k => k.Kind, k => k.Id))
        {
            foreach (var (key, decided) in await ids.Key.DecidedAsync(db, [.. ids], me, token))
            {
                found[key] = decided;
            }
        }

        return found;
    }

    private static bool Has(QueueType type, CaseKind kind) => type == QueueType.All || type == kind.QueueType;
}

/// <summary>One row of the queue; <see cref="Decided"/> is set when a colleague decided the case, or the applicant withdrew it.</summary>
public sealed record QueueRow(
    CaseKey Key, string CustomerName, string Applicant, int ApplicantId, DateTimeOffset At, Severity? Severity, string? Reason, int Reasons, int Evidence)
{
    public DecidedBy? Decided { get; init; }
}

/// <summary>Decider and decision; of a withdrawn case the applicant.</summary>
public sealed record DecidedBy(string Name, DecisionStatus Status);

/// <summary>Type filter of the queue.</summary>
public enum QueueType
{
    [Named("全部")]
    All,

    [Named("认定")]
    Applications,

    [Named("重生")]
    Renewals,
}
