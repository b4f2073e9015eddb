using Microsoft.EntityFrameworkCore;
using WorkOrders.Database;
using WorkOrders.Database.Sql;
using WorkOrders.Shared.People;
using WorkOrders.Staff;

namespace WorkOrders.Dispatch;

/// <summary>
/// The people on duty in some duty roles, with the number of open orders of each. Their user rows are locked until the caller's transaction
/// ends, so that a concurrent dispatch sees the orders assigned here.
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

        await DispatchLocks.LockUsersAsync(db, await Eligible(db, roles).Select(u => u.Id).ToListAsync(cancellation), cancellation);

        // Read after the lock: while waiting for it, other transactions may have assigned orders to them or set them on leave.
        var open = db.WorkOrders.Where(o => o.Status != WorkOrderStatus.Settled);
        var found = await Eligible(db, roles).OrderBy(u => u.Id)
            .Select(u => new { User = u, Roles = u.DutyRoles.Where(r => r.IsEnabled).Select(r => r.Id).ToList(), Open = open.Count(o => o.HandlerId == u.Id) }).ToListAsync(cancellation);
        return new DispatchPeople(found.ConvertAll(c => new Candidate(c.User, c.Roles) { Open = c.Open }));
    }

    /// <summary>People who can be assigned an order of these duty roles now.</summary>
    public static IQueryable<User> Eligible(AppDb db, int[] roles) =>
        db.AssignableUsers().Where(u => u.DutyStatus == DutyStatus.OnDuty && u.DutyRoles.Any(r => roles.Contains(r.Id) && r.IsEnabled));

    /// <summary>The person with the fewest open orders; on a tie, the one whose last dispatch is oldest. Null when there is nobody.</summary>
    /// <param name="roles">The person must have any of these duty roles.</param>
    /// <param name="except">The current handler, who is skipped.</param>
    public Candidate? Next(IReadOnlyCollection<int> roles, int? except = null) =>
        candidates.Where(c => c.User.Id != except && c.Roles.Any(roles.Contains))
            .MinBy(c => (c.Open, c.User.LastDispatchedAt ?? DateTimeOffset.MinValue, c.Turn, c.User.Id));

    /// <summary>Records that the candidate got an order, so that later choices in this transaction count it.</summary>
    public void Took(Candidate candidate, DateTimeOffset now)
    {
        candidate.Open++;
        candidate.Turn = ++turns;
        candidate.User.WasDispatchedTo(now);
    }

    /// <summary>A person who can be chosen; <paramref name="Roles"/> are their duty roles.</summary>
    internal sealed record Candidate(User User, IReadOnlyList<int> Roles)
    {
        public int Open { get; set; }

        /// <summary>Breaks ties between people chosen at the same time in this transaction.</summary>
        public int Turn { get; set; }
    }
}
