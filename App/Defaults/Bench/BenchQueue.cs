using Microsoft.EntityFrameworkCore;
using WorkOrders.Shared;

namespace WorkOrders.Defaults.Bench;

/// <summary>What waits for a decision, oldest first, applications and renewals together.</summary>
public sealed record BenchQueue(IReadOnlyList<QueueRow> Rows, int Applications, int Renewals)
{
    /// <summary>How many of the oldest are listed at first, and how many more at each wish.</summary>
    public const int Step = 200;

    public int Total(BenchType type) => type switch
    {
        BenchType.Applications => Applications,
        BenchType.Renewals => Renewals,
        _ => Applications + Renewals,
    };

    public static async Task<BenchQueue> ReadAsync(AppDb db, BenchType type, int most, CurrentUser me)
    {
        var applications = db.DefaultApplications.AsNoTracking().VisibleTo(me).Where(a => a.Status == DecisionStatus.Pending);
        var renewals = db.Renewals.AsNoTracking().VisibleTo(me).Where(r => r.Status == DecisionStatus.Pending);
        var rows = new List<QueueRow>();
        if (type != BenchType.Renewals)
        {
            rows.AddRange(await applications.OrderBy(a => a.Id).Take(most).Select(a => new QueueRow(
                new CaseKey(false, a.Id), a.Customer.Name, a.Applicant.DisplayName, a.ApplicantId, a.CreatedAt, a.Severity, a.Reasons.OrderBy(r => r.SortOrder).Select(r => r.Text).FirstOrDefault(), a.Reasons.Count, a.Evidence.Count)).ToListAsync());
        }

        if (type != BenchType.Applications)
        {
            rows.AddRange(await renewals.OrderBy(r => r.Id).Take(most).Select(r => new QueueRow(
                new CaseKey(true, r.Id), r.Customer.Name, r.Applicant.DisplayName, r.ApplicantId, r.CreatedAt, null, r.Reason.Text, 1, 0)).ToListAsync());
        }

        return new BenchQueue([.. rows.OrderBy(r => r.At).ThenBy(r => r.Key.Id).Take(most)], await applications.CountAsync(), await renewals.CountAsync());
    }

    /// <summary>By whom and how the ones that don't wait any longer were decided.</summary>
    public static async Task<Dictionary<CaseKey, DecidedBy>> DecidedAsync(AppDb db, IReadOnlyCollection<CaseKey> keys, CurrentUser me)
    {
        var found = new Dictionary<CaseKey, DecidedBy>();
        await AddAsync(db.DefaultApplications, isRenewal: false);
        await AddAsync(db.Renewals, isRenewal: true);
        return found;

        async Task AddAsync<T>(IQueryable<T> cases, bool isRenewal)
            where T : DecidedCase
        {
            var ids = keys.Where(k => k.IsRenewal == isRenewal).Select(k => k.Id).ToList();
            if (ids.Count > 0)
            {
                foreach (var one in await cases.AsNoTracking().VisibleTo(me).Where(c => ids.Contains(c.Id) && c.Status != DecisionStatus.Pending)
                    .Select(c => new { c.Id, c.Status, c.DecidedBy!.DisplayName }).ToListAsync())
                {
                    found[new CaseKey(isRenewal, one.Id)] = new DecidedBy(one.DisplayName, one.Status);
                }
            }
        }
    }
}

/// <summary>One line of the queue; <see cref="Decided"/> once a colleague was faster.</summary>
public sealed record QueueRow(CaseKey Key, string CustomerName, string Applicant, int ApplicantId, DateTimeOffset At, Severity? Severity, string? Reason, int Reasons, int Evidence)
{
    public DecidedBy? Decided { get; init; }
}

/// <summary>Who decided, and how.</summary>
public sealed record DecidedBy(string Name, DecisionStatus Status);

/// <summary>What the bench shows.</summary>
public enum BenchType
{
    All,
    Applications,
    Renewals,
}
