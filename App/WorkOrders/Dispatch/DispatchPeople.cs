using Microsoft.EntityFrameworkCore;
using WorkOrders.Database;
using WorkOrders.Shared;
using WorkOrders.Staff;

namespace WorkOrders.Dispatch;

/// <summary>
/// The on-duty people of some duty roles with how many orders each has open. Their rows are held until the caller's transaction ends:
/// whoever counts next counts what was given here as well.
/// </summary>
internal sealed class DispatchPeople
{
    private readonly List<Candidate> candidates;
    private int turns;

    private DispatchPeople(List<Candidate> candidates) => this.candidates = candidates;

    public static async Task<DispatchPeople> HoldAsync(AppDb db, int[] roles, CancellationToken cancellation = default)
    {
        if (roles.Length == 0)
        {
            return new DispatchPeople([]);
        }

        await DispatchLocks.HoldPeopleAsync(db, await Eligible(db, roles).Select(u => u.Id).ToListAsync(cancellation), cancellation);

        // Read only now: while it waited for the rows, others gave orders to them or they went on leave.
        var open = db.WorkOrders.Where(o => o.Status != WorkOrderStatus.Settled);
        var found = await Eligible(db, roles).OrderBy(u => u.Id)
            .Select(u => new { User = u, Roles = u.DutyRoles.Where(r => r.IsEnabled).Select(r => r.Id).ToList(), Open = open.Count(o => o.HandlerId == u.Id) }).ToListAsync(cancellation);
        return new DispatchPeople(found.ConvertAll(c => new Candidate(c.User, c.Roles) { Open = c.Open }));
    }

    /// <summary>Who may be given an order of these duty roles at this moment.</summary>
    public static IQueryable<User> Eligible(AppDb db, int[] roles) =>
        db.WhoTakeOrders().Where(u => u.DutyStatus == DutyStatus.OnDuty && u.DutyRoles.Any(r => roles.Contains(r.Id) && r.IsEnabled));

    /// <summary>Whoever has the fewest open orders; ties go to whom the last dispatch lies longest back. Null when there is nobody.</summary>
    /// <param name="roles">Any of these duty roles.</param>
    /// <param name="except">Who has the order already.</param>
    public Candidate? Next(IReadOnlyCollection<int> roles, int? except = null) =>
        candidates.Where(c => c.User.Id != except && c.Roles.Any(roles.Contains))
            .MinBy(c => (c.Open, c.User.LastDispatchedAt ?? DateTimeOffset.MinValue, c.Turn, c.User.Id));

    /// <summary>He was given one, also for the choices that follow in this transaction.</summary>
    public void Took(Candidate candidate, DateTimeOffset now)
    {
        candidate.Open++;
        candidate.Turn = ++turns;
        candidate.User.WasDispatchedTo(now);
    }

    /// <summary>Somebody who may be chosen; <paramref name="Roles"/> are his duty roles.</summary>
    internal sealed record Candidate(User User, IReadOnlyList<int> Roles)
    {
        public int Open { get; set; }

        /// <summary>His place among those of one moment.</summary>
        public int Turn { get; set; }
    }
}
