using Microsoft.EntityFrameworkCore;
using WorkOrders.Customers;
using WorkOrders.Database;
using WorkOrders.Defaults.Applications;
using WorkOrders.Defaults.Cases;
using WorkOrders.Defaults.Renewals;
using WorkOrders.Shared;

namespace WorkOrders.Defaults.OfCustomer;

/// <summary>The default state and the cases of a customer, newest first. <paramref name="State"/> is null when the user may not know it.</summary>
public sealed record CasesOfCustomer(DefaultStatus? State, IReadOnlyList<CaseRow> Cases, IReadOnlyList<HiddenCase> Hidden)
{
    // A customer has one undecided case at a time, so there are few.
    private const int Most = 200;

    /// <summary>One query. Of cases that the user may not see only the times are read, to count them.</summary>
    public static async Task<CasesOfCustomer> ReadAsync(AppDb db, int customerId, CurrentUser me, CancellationToken token)
    {
        var states = db.DefaultCustomers.InDefaultVisibleTo(me).Where(c => c.CustomerId == customerId);
        var applications = db.DefaultApplications.VisibleTo(me);
        var renewals = db.Renewals.VisibleTo(me);
        var rows = await Lines<DefaultApplication>(db, customerId, applications, isRenewal: false).Concat(Lines<Renewal>(db, customerId, renewals, isRenewal: true))
            .Where(_ => db.Set<Customer>().VisibleTo(me).Any(c => c.Id == customerId))
            .OrderByDescending(c => c.CreatedAt).ThenByDescending(c => c.Id).Take(Most)
            .Select(c => new { Case = c, State = states.Select(s => (DefaultStatus?)s.Status).FirstOrDefault() }).ToListAsync(token);
        return new(
            rows.FirstOrDefault()?.State ?? (me.May(Permission.DecideDefaults) ? DefaultStatus.Normal : null),
            [
                .. rows.Where(r => r.Case.IsVisible).Select(r => new CaseRow(
                    new CaseKey(r.Case.IsRenewal ? CaseKind.Renewal : CaseKind.Application, r.Case.Id), r.Case.Status!.Value, r.Case.Applicant!, r.Case.CreatedAt,
                    r.Case.DecidedBy, r.Case.DecidedAt)),
            ],
            [.. rows.Where(r => !r.Case.IsVisible).Select(r => new HiddenCase(r.Case.CreatedAt, r.Case.DecidedAt))]);
    }

    private static IQueryable<CaseLine> Lines<T>(AppDb db, int customerId, IQueryable<T> visible, bool isRenewal)
        where T : DecidedCase => db.Set<T>().AsNoTracking().Where(c => c.CustomerId == customerId).Select(c => new { Case = c, IsVisible = visible.Any(v => v.Id == c.Id) })
        .Select(c => new CaseLine
        {
            IsRenewal = isRenewal,
            IsVisible = c.IsVisible,
            Id = c.Case.Id,
            Status = c.IsVisible ? c.Case.Status : null,
            Applicant = c.IsVisible ? c.Case.Applicant.DisplayName : null,
            CreatedAt = c.Case.CreatedAt,
            DecidedBy = c.IsVisible ? c.Case.DecidedBy!.DisplayName : null,
            DecidedAt = c.Case.DecidedAt,
        });

    private sealed record CaseLine
    {
        public bool IsRenewal { get; init; }

        public bool IsVisible { get; init; }

        public long Id { get; init; }

        public DecisionStatus? Status { get; init; }

        public string? Applicant { get; init; }

        public DateTimeOffset CreatedAt { get; init; }

        public string? DecidedBy { get; init; }

        public DateTimeOffset? DecidedAt { get; init; }
    }
}

/// <summary>A case that the user may not see; its times are only counted.</summary>
public sealed record HiddenCase(DateTimeOffset CreatedAt, DateTimeOffset? DecidedAt);
