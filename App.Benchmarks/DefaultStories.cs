using Microsoft.EntityFrameworkCore;
using WorkOrders.Shared;

namespace WorkOrders.Benchmarks;

/// <summary>Customers in default, and history for the statistics, made by the server itself in bulk.</summary>
internal static class DefaultStories
{
    public const int Customers = 10_000;

    public static async Task AddCustomersInDefaultAsync(AppDb db)
    {
        if (await db.Customers.CountAsync(c => c.DefaultApplicationId != null) >= Customers)
        {
            return;
        }

        db.Database.SetCommandTimeout(TimeSpan.FromMinutes(10));
        await db.Database.ExecuteSqlAsync($"""
            INSERT INTO "Customers" ("Name", "Type", "Level", "Industry", "Region", "DefaultStatus", "Version")
            SELECT '违约客户' || n, 'Enterprise', 'Normal', '行业' || n % 20, '区域' || n % 30, 'Default', 0 FROM generate_series(1, {Customers}) n;
            INSERT INTO "DefaultApplications" ("CustomerId", "Severity", "Status", "ApplicantId", "CreatedAt", "DecidedById", "DecidedAt", "LatestExternalRating", "Version")
            SELECT c."Id", 'High', 'Approved', (SELECT "Id" FROM "Users" WHERE "UserName" = 'operator1'), now() - interval '2 days', (SELECT "Id" FROM "Users" WHERE "UserName" = 'auditor1'), now() - interval '1 day', 'A+', 0
            FROM "Customers" c WHERE c."Name" LIKE '违约客户%';
            INSERT INTO "DefaultApplicationReasons" ("DefaultApplicationId", "ReasonsId")
            SELECT a."Id", r."Id" FROM "DefaultApplications" a JOIN "Customers" c ON c."Id" = a."CustomerId" AND c."Name" LIKE '违约客户%' JOIN "DefaultReasons" r ON r."SortOrder" IN (1, 3);
            UPDATE "Customers" c SET "DefaultApplicationId" = a."Id" FROM "DefaultApplications" a WHERE a."CustomerId" = c."Id" AND c."Name" LIKE '违约客户%';
            ANALYZE "Customers"; ANALYZE "DefaultApplications"; ANALYZE "DefaultApplicationReasons";
            """);
    }

    /// <summary>Ten years of steps of a fifth as many customers, alternately into default and out of it.</summary>
    public static async Task AddHistoryAsync(AppDb db, int rows)
    {
        if (await db.DefaultChanges.CountAsync() >= rows)
        {
            return;
        }

        db.Database.SetCommandTimeout(TimeSpan.FromMinutes(10));
        var customers = rows / 5;
        await db.Database.ExecuteSqlAsync($"""
            INSERT INTO "Customers" ("Name", "Type", "Level", "DefaultStatus", "Version")
            SELECT '历史客户' || n, 'Enterprise', 'Normal', 'Normal', 0 FROM generate_series(1, {customers}) n;
            INSERT INTO "DefaultChanges" ("CustomerId", "From", "To", "At", "Year", "Industry", "Region", "DecidedById", "DecidedByName")
            SELECT c."Id", CASE WHEN s % 2 = 0 THEN 'Renewed' ELSE 'Default' END, CASE WHEN s % 2 = 0 THEN 'Default' ELSE 'Renewed' END,
                   timestamptz '2016-06-01' + make_interval(days => ((c."Id" * 7 + s * 700) % 3600)::int), EXTRACT(YEAR FROM timestamptz '2016-06-01' + make_interval(days => ((c."Id" * 7 + s * 700) % 3600)::int))::int,
                   '行业' || c."Id" % 20, '区域' || c."Id" % 31, u."Id", '郑浩'
            FROM "Customers" c CROSS JOIN generate_series(1, 5) s CROSS JOIN (SELECT "Id" FROM "Users" WHERE "UserName" = 'auditor1') u WHERE c."Name" LIKE '历史客户%' ORDER BY s;
            ANALYZE "DefaultChanges";
            """);
    }
}
