using Microsoft.EntityFrameworkCore;
using WorkOrders.Database;
using WorkOrders.Defaults;

namespace WorkOrders.Benchmarks;

/// <summary>Bulk-inserts customers in default and the history for the statistics by SQL.</summary>
internal static class DefaultStories
{
    public const int Customers = 10_000;

    public static async Task AddCustomersInDefaultAsync(AppDb db)
    {
        if (await db.DefaultCustomers.CountAsync(c => c.ApplicationId != null) >= Customers)
        {
            return;
        }

        db.Database.SetCommandTimeout(TimeSpan.FromMinutes(10));
        await db.Database.ExecuteSqlAsync($"""
            INSERT INTO "Customers" ("Name", "NameKey", "EnterpriseKey", "Type", "Level", "Status", "Industry", "Region", "Version")
            SELECT '违约客户' || n, '违约客户' || n, '违约客户' || n, 'Enterprise', 'Normal', 'Active', '行业' || n % 20, '区域' || n % 30, 0 FROM generate_series(1, {Customers}) n;
            INSERT INTO "DefaultCustomers" ("CustomerId", "Status", "Version") SELECT "Id", 'Default', 0 FROM "Customers" WHERE "Name" LIKE '违约客户%';
            INSERT INTO "DefaultApplications" ("CustomerId", "Severity", "Status", "ApplicantId", "CreatedAt", "DecidedById", "DecidedAt", "LatestExternalRating", "Version")
            SELECT c."Id", 'High', 'Approved', (SELECT "Id" FROM "Users" WHERE "UserName" = 'operator1'), now() - interval '2 days', (SELECT "Id" FROM "Users" WHERE "UserName" = 'auditor1'), now() - interval '1 day', 'A+', 0
            FROM "Customers" c WHERE c."Name" LIKE '违约客户%';
            INSERT INTO "DefaultApplicationReasons" ("DefaultApplicationId", "ReasonsId")
            SELECT a."Id", r."Id" FROM "DefaultApplications" a JOIN "Customers" c ON c."Id" = a."CustomerId" AND c."Name" LIKE '违约客户%' JOIN "DefaultReasons" r ON r."SortOrder" IN (1, 3);
            UPDATE "DefaultCustomers" d SET "ApplicationId" = a."Id" FROM "DefaultApplications" a JOIN "Customers" c ON c."Id" = a."CustomerId" AND c."Name" LIKE '违约客户%' WHERE d."CustomerId" = c."Id";
            ANALYZE "Customers"; ANALYZE "DefaultCustomers"; ANALYZE "DefaultApplications"; ANALYZE "DefaultApplicationReasons";
            """);
    }

    /// <summary>Adds ten years of changes, five per customer, alternating between 违约 and 已重生.</summary>
    public static async Task AddHistoryAsync(AppDb db, int rows)
    {
        if (await db.DefaultChanges.CountAsync() >= rows)
        {
            return;
        }

        db.Database.SetCommandTimeout(TimeSpan.FromMinutes(10));
        var customers = rows / 5;
        await db.Database.ExecuteSqlAsync($"""
            INSERT INTO "Customers" ("Name", "NameKey", "EnterpriseKey", "Type", "Level", "Status", "Version")
            SELECT '历史客户' || n, '历史客户' || n, '历史客户' || n, 'Enterprise', 'Normal', 'Active', 0 FROM generate_series(1, {customers}) n;
            INSERT INTO "DefaultCustomers" ("CustomerId", "Status", "Version") SELECT "Id", 'Normal', 0 FROM "Customers" WHERE "Name" LIKE '历史客户%';
            INSERT INTO "DefaultChanges" ("CustomerId", "From", "To", "At", "Year", "Industry", "Region", "DecidedById", "DecidedByName")
            SELECT c."Id", CASE WHEN s % 2 = 0 THEN 'Renewed' ELSE 'Default' END, CASE WHEN s % 2 = 0 THEN 'Default' ELSE 'Renewed' END,
                   timestamptz '2016-06-01' + make_interval(days => ((c."Id" * 7 + s * 700) % 3600)::int), EXTRACT(YEAR FROM timestamptz '2016-06-01' + make_interval(days => ((c."Id" * 7 + s * 700) % 3600)::int))::int,
                   '行业' || c."Id" % 20, '区域' || c."Id" % 31, u."Id", '郑浩'
            FROM "Customers" c CROSS JOIN generate_series(1, 5) s CROSS JOIN (SELECT "Id" FROM "Users" WHERE "UserName" = 'auditor1') u WHERE c."Name" LIKE '历史客户%' ORDER BY s;
            ANALYZE "DefaultChanges";
            """);
    }
}
