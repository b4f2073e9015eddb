using WorkOrders.Customers.Customer360;
using WorkOrders.Database;
using WorkOrders.Defaults.Cases;
using WorkOrders.Shared;

namespace WorkOrders.Defaults.OfCustomer;

/// <summary>违约 on a customer's timeline: applications and renewals, submitted and decided.</summary>
internal sealed class CaseEntries : ITimelineSource
{
    public TimelineKind Kind { get; } = new("default", "违约");

    public async Task<TimelinePart> ReadAsync(AppDb db, CustomerOnPage customer, TimelineAsk ask, CurrentUser me, CancellationToken token)
    {
        var read = await CasesOfCustomer.ReadAsync(db, customer.Id, me, token);
        return new(
            [.. read.Cases.SelectMany(EntriesOf).Where(e => IsIn(ask, e.At)).OrderByDescending(e => e.At).Take(ask.Most)],
            read.Hidden.Sum(c => (IsIn(ask, c.CreatedAt) ? 1 : 0) + (IsIn(ask, c.DecidedAt) ? 1 : 0)));
    }

    private static bool IsIn(TimelineAsk ask, DateTimeOffset? at) => at is not null && !(at < ask.From) && !(at >= ask.Before);

    private static IEnumerable<TimelineEntry> EntriesOf(CaseRow row)
    {
        var isRenewal = row.Key.Kind == CaseKind.Renewal;
        yield return new(row.CreatedAt, isRenewal ? "提交重生申请 {0}" : "提交违约认定申请 {0}", [row.Key.Id], null, row.Applicant, row.Key.Address);
        if (row.DecidedAt is { } at)
        {
            yield return new(at, TitleOf(isRenewal, row.Status == DecisionStatus.Approved), [row.Key.Id], null, row.DecidedBy, row.Key.Address);
        }
    }

    private static string TitleOf(bool isRenewal, bool isApproved) => (isRenewal, isApproved) switch
    {
        (true, true) => "同意重生申请 {0}",
        (true, false) => "驳回重生申请 {0}",
        (false, true) => "同意违约认定申请 {0}",
        _ => "驳回违约认定申请 {0}",
    };
}
