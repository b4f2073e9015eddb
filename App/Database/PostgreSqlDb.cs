using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Npgsql;

namespace WorkOrders.Database;

/// <summary>The context on PostgreSQL.</summary>
public sealed class PostgreSqlDb(DbContextOptions<PostgreSqlDb> options) : AppDb(options)
{
    public static void Configure(DbContextOptionsBuilder builder, string connectionString) =>
        builder.UseNpgsql(connectionString, npgsql => npgsql.MigrationsHistoryTable("Migrations").SetPostgresVersion(15, 0));

    /// <summary>SQLSTATE class 23, in which our triggers raise too.</summary>
    internal static bool IsConstraintViolation(DbException exception) =>
        exception is PostgresException { SqlState: var state } && state.StartsWith("23", StringComparison.Ordinal);

    internal static bool IsUniqueViolation(DbException exception) => exception is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation };

    /// <summary>What our triggers raise when a later row locks an earlier one. What never happens without a bug they raise as restrict_violation.</summary>
    internal static bool IsLocked(DbException exception) => exception is PostgresException { SqlState: PostgresErrorCodes.IntegrityConstraintViolation };

    internal static bool IsDeadlock(DbException exception) => exception is PostgresException { SqlState: PostgresErrorCodes.DeadlockDetected };

    private protected override void Adapt(IMutableEntityType entity)
    {
        entity.Take(ProviderHints.Trigger);
        if (entity.Take(ProviderHints.VacuumSooner) is true)
        {
            entity.SetStorageParameter("autovacuum_vacuum_scale_factor", 0.01m);
        }
    }

    private protected override void Adapt(IMutableProperty property)
    {
        if (property.Take(ProviderHints.ByteOrder) is true)
        {
            property.SetCollation("C");
        }
    }

    private protected override void Adapt(IMutableIndex index)
    {
        if (index.Take(ProviderHints.NullsEqual) is true)
        {
            index.SetAreNullsDistinct(false);
        }

        if (index.Take(ProviderHints.Include) is string[] properties)
        {
            NpgsqlIndexExtensions.SetIncludeProperties(index, properties);
        }
    }
}
