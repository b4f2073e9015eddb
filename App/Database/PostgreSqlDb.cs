using Microsoft.EntityFrameworkCore;
using WorkOrders.Shared;

namespace WorkOrders.Database;

/// <summary>The context on PostgreSQL.</summary>
public sealed class PostgreSqlDb(DbContextOptions<PostgreSqlDb> options) : AppDb(options)
{
    public static void Configure(DbContextOptionsBuilder builder, string connectionString) =>
        builder.UseNpgsql(connectionString, npgsql => npgsql.MigrationsHistoryTable("Migrations").SetPostgresVersion(15, 0));

    protected override void OnModelCreating(ModelBuilder builder)
    {
        base.OnModelCreating(builder);

        // Prefix search on names reads the index only in byte order.
        builder.Entity<WorkOrder>().Property(o => o.CustomerName).UseCollation("C");

        // Index-only scans read the table again for every page that changed since the last vacuum; by default that is after a fifth of all rows.
        builder.Entity<WorkOrder>().HasStorageParameter("autovacuum_vacuum_scale_factor", 0.01m);

        // Two types of one name have the same parent: none.
        builder.Entity<ProblemCategory>().HasIndex(c => new { c.ParentId, c.Name }).AreNullsDistinct(false);

        var open = builder.Entity<WorkOrder>().HasIndex([nameof(WorkOrder.Status), nameof(WorkOrder.CreatedAt), nameof(WorkOrder.Id)], WorkOrder.Configuration.OpenWithFilters);
        NpgsqlIndexBuilderExtensions.IncludeProperties(open, WorkOrder.Configuration.FilterColumns);
    }
}
