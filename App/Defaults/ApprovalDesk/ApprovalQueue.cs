using Microsoft.EntityFrameworkCore;
using WorkOrders.Customers;
using WorkOrders.Database;
using WorkOrders.Defaults.Cases;
using WorkOrders.Defaults.Statistics;
using WorkOrders.Shared;

namespace WorkOrders.Defaults.ApprovalDesk;

/// <summary>Pending applications and renewals in one queue, oldest first.</summary>
public sealed record ApprovalQueue(IReadOnlyList<QueueRow> Rows, int Applications, int Renewals)
{
    /// <summary>How many of the oldest cases are listed at first, and how many are added on request.</summary>
    public const int Step = 200;

    public int Total(QueueType type) => type switch
    {
        QueueType.Applications => Applications,
        QueueType.Renewals => Renewals,
        _ => Applications + Renewals,
    };

    public static async Task<ApprovalQueue> ReadAsync(AppDb db, QueueType type, int most, CurrentUser me)
    {
        var applications = db.DefaultApplications.AsNoTracking().VisibleTo(me).Where(a => a.Status == DecisionStatus.Pending);
        var renewals = db.Renewals.AsNoTracking().VisibleTo(me).Where(r => r.Status == DecisionStatus.Pending);
        var rows = new List<QueueRow>();
        if (type != QueueType.Renewals)
        {
            rows.AddRange(await applications.OrderBy(a => a.Id).Take(most).Select(a => new QueueRow(
                new CaseKey(false, a.Id), a.Customer.Name, a.Applicant.DisplayName, a.ApplicantId, a.CreatedAt, a.Severity,
                a.Reasons.OrderBy(r => r.SortOrder).Select(r => r.Text).FirstOrDefault(),
                a.Reasons.Count, a.Evidence.Count)).ToListAsync());
        }

        if (type != QueueType.Applications)
        {
            rows.AddRange(await renewals.OrderBy(r => r.Id).Take(most).Select(r => new QueueRow(
                new CaseKey(true, r.Id), r.Customer.Name, r.Applicant.DisplayName, r.ApplicantId, r.CreatedAt, null, r.Reason.Text, 1, 0)).ToListAsync());
        }

        return new ApprovalQueue([.. rows.OrderBy(r => r.At).ThenBy(r => r.Key.Id).Take(most)], await applications.CountAsync(), await renewals.CountAsync());
    }

    /// <summary>Decision and decider of the given cases that are no longer pending.</summary>
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

/// <summary>One row of the queue; <see cref="Decided"/> is set when a colleague decided the case.</summary>
public sealed record QueueRow(
    CaseKey Key, string CustomerName, string Applicant, int ApplicantId, DateTimeOffset At, Severity? Severity, string? Reason, int Reasons, int Evidence)
{
    public DecidedBy? Decided { get; init; }
}

/// <summary>Decider and decision.</summary>
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
