using System.Data.Common;
using Microsoft.Data.SqlClient;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace WorkOrders.Database;

/// <summary>The context on SQL Server.</summary>
public sealed class SqlServerDb(DbContextOptions<SqlServerDb> options) : AppDb(options)
{
    // What our triggers throw when a later row locks an earlier one. What never happens without a bug they throw as 51001.
    private const int Locked = 51000;

    public static void Configure(DbContextOptionsBuilder builder, string connectionString) =>
        builder.UseSqlServer(connectionString, sql => sql.MigrationsHistoryTable("Migrations"));

    internal static bool IsConstraintViolation(DbException exception) => exception is SqlException { Number: var number } && IsConstraintViolation(number);

    /// <summary>NULL in a required column, foreign key or check, unique index, unique constraint, and what our triggers throw.</summary>
    internal static bool IsConstraintViolation(int number) => number is 515 or 547 or 2601 or 2627 or Locked or 51001;

    internal static bool IsUniqueViolation(DbException exception) => exception is SqlException { Number: 2601 or 2627 };

    internal static bool IsLocked(DbException exception) => exception is SqlException { Number: Locked };

    internal static bool IsDeadlock(DbException exception) => exception is SqlException { Number: 1205 };

    private protected override void Adapt(IMutableEntityType entity)
    {
        entity.Take(ProviderHints.VacuumSooner);
        if (entity.Take(ProviderHints.Trigger) is string name)
        {
            entity.AddTrigger(name);
        }
    }

    private protected override void Adapt(IMutableProperty property) => property.Take(ProviderHints.ByteOrder);

    private protected override void Adapt(IMutableIndex index)
    {
        // SQL Server treats NULLs as equal in unique indexes by default.
        index.Take(ProviderHints.NullsEqual);
        if (index.Take(ProviderHints.Include) is string[] properties)
        {
            SqlServerIndexExtensions.SetIncludeProperties(index, properties);
        }
    }
}
