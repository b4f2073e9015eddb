using System.Globalization;
using Microsoft.EntityFrameworkCore;
using WorkOrders.Shared;

namespace WorkOrders.Database.Sql;

/// <summary>Generates unique order numbers per day: GD + yyyyMMdd (Shanghai) + six digits. An unused number leaves a gap.</summary>
public sealed class DailyNumbers(IDbContextFactory<AppDb> factory)
{
    public const int PerDay = 999_999;

    /// <summary>The next <paramref name="count"/> order numbers of the day. Throws when the day's 999 999 numbers are used up.</summary>
    public async Task<IReadOnlyList<string>> TakeAsync(DateTimeOffset now, int count = 1, CancellationToken cancellation = default)
    {
        var day = BusinessTime.DayOf(now);

        // Use a separate connection: the counter row is locked only for this statement, not until the caller's transaction ends.
        await using var db = await factory.CreateDbContextAsync(cancellation);
        var last = await TakeRangeAsync(db, day, count, cancellation);
        if (last > PerDay)
        {
            throw new InvalidOperationException($"More than {PerDay} orders on {day:yyyy-MM-dd}.");
        }

        return [.. Enumerable.Range(last - count + 1, count).Select(n => Format(day, n))];
    }

    public static string Format(DateOnly day, int number) => string.Create(CultureInfo.InvariantCulture, $"GD{day:yyyyMMdd}{number:D6}");

    private static async Task<int> TakeRangeAsync(AppDb db, DateOnly day, int count, CancellationToken cancellation)
    {
        var statement = db.Database.IsSqlServer()
            ? (FormattableString)$"""
               MERGE "DailyCounters" WITH (HOLDLOCK) AS c USING (SELECT {day} AS "Day") AS d ON c."Day" = d."Day"
               WHEN MATCHED THEN UPDATE SET "Last" = c."Last" + {count}
               WHEN NOT MATCHED THEN INSERT ("Day", "Last") VALUES (d."Day", {count})
               OUTPUT inserted."Last" AS "Value";
               """
            : $"""
               INSERT INTO "DailyCounters" AS c ("Day", "Last") VALUES ({day}, {count})
               ON CONFLICT ("Day") DO UPDATE SET "Last" = c."Last" + {count}
               RETURNING "Last" AS "Value"
               """;
        return (await db.Database.SqlQuery<int>(statement).ToListAsync(cancellation)).Single();
    }
}

/// <summary>The last number generated on a day.</summary>
public sealed class DailyCounter
{
    public DateOnly Day { get; set; }

    public int Last { get; set; }

    internal sealed class Configuration : IEntityTypeConfiguration<DailyCounter>
    {
        public void Configure(Microsoft.EntityFrameworkCore.Metadata.Builders.EntityTypeBuilder<DailyCounter> builder)
        {
            builder.ToTable("DailyCounters");
            builder.HasKey(c => c.Day);
        }
    }
}
