using Microsoft.EntityFrameworkCore;

namespace WorkOrders.Database.Sql;

/// <summary>Orders that a person settled since a given time, and the average seconds from assignment to the handler until settled.</summary>
public sealed record SettledToday(int UserId, int Orders, double Seconds)
{
    /// <summary>Raw SQL, because the two databases compute time differences differently.</summary>
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
