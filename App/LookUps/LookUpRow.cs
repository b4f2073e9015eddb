using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using WorkOrders.Database;
using WorkOrders.Shared.People;
using WorkOrders.Ui.Lists;

namespace WorkOrders.LookUps;

/// <summary>A row of 号码查询记录.</summary>
public sealed record LookUpRow(
    long Id, DateTimeOffset At, string Who, LookUpPlace Place, LookUpKind Kind, string Value, bool? Found, DateTimeOffset? RefusedUntil, int Tries)
{
    public static readonly Expression<Func<LookUpRecord, LookUpRow>> Projection =
        l => new LookUpRow(l.Id, l.At, l.DisplayName, l.Place, l.Kind, l.Value, l.Found, l.RefusedUntil, l.Tries);

    public LookUpResult Result => RefusedUntil is not null ? LookUpResult.Refused : Found switch
    {
        true => LookUpResult.Found,
        false => LookUpResult.NotFound,
        null => LookUpResult.Unknown,
    };
}

/// <summary>A person who was refused in the period, with the number of refused tries.</summary>
public sealed record RefusedPerson(string Name, string UserName, int Tries, DateTimeOffset Last)
{
    /// <summary>At most this many are shown, most tries first.</summary>
    public const int Most = 10;

    public static Task<List<RefusedPerson>> ReadAsync(AppDb db, DateTimeOffset since, CancellationToken cancellation) =>
        db.LookUps.AsNoTracking().Where(l => l.RefusedUntil != null && l.At >= since)
            .GroupBy(l => l.UserId).Select(g => new { UserId = g.Key, Tries = g.Sum(l => l.Tries), Last = g.Max(l => l.At) })
            .Join(db.Set<User>(), g => g.UserId, u => u.Id, (g, u) => new { u.DisplayName, u.UserName, g.Tries, g.Last })
            .OrderByDescending(p => p.Tries).ThenBy(p => p.UserName).Take(Most)
            .Select(p => new RefusedPerson(p.DisplayName, p.UserName!, p.Tries, p.Last)).ToListAsync(cancellation);
}

/// <summary>What the page shows.</summary>
/// <param name="List">The rows.</param>
/// <param name="Refused">Who was refused lately.</param>
/// <param name="TooMany">In words, when the number in the filter is one too many; nothing was compared then.</param>
public sealed record LookUpPage(ListPage<LookUpRow> List, IReadOnlyList<RefusedPerson> Refused, string? TooMany = null);
