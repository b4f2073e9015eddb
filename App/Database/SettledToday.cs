using Microsoft.EntityFrameworkCore;
using WorkOrders.Shared;

namespace WorkOrders.Database;

/// <summary>How many orders a person settled since a time, and how many seconds each took him on average, from when it came to its handler.</summary>
public sealed record SettledToday(int UserId, int Orders, double Seconds)
{
    /// <summary>Differences of times are told differently by the two databases.</summary>
    public static Task<List<SettledToday>> ReadAsync(AppDb db, DateTimeOffset from, CancellationToken cancellation = default) => db.Database.SqlQuery<SettledToday>(db.Database.IsSqlServer()
        ? (FormattableString)$"""
           SELECT "SettledById" AS "UserId", COUNT(*) AS "Orders", AVG(CAST(DATEDIFF_BIG(SECOND, COALESCE("HandlerSince", "CreatedAt"), "SettledAt") AS float)) AS "Seconds"
           FROM "WorkOrders" WHERE "SettledAt" >= {from} AND "SettledById" IS NOT NULL GROUP BY "SettledById"
           """
        : $"""
           SELECT "SettledById" AS "UserId", count(*)::int AS "Orders", avg(extract(epoch FROM "SettledAt" - coalesce("HandlerSince", "CreatedAt")))::float8 AS "Seconds"
           FROM "WorkOrders" WHERE "SettledAt" >= {from} AND "SettledById" IS NOT NULL GROUP BY "SettledById"
           """).ToListAsync(cancellation);
}
