using Microsoft.EntityFrameworkCore;
using WorkOrders.Attachments;
using WorkOrders.FollowUps;
using WorkOrders.Shared;

namespace WorkOrders.Database;

/// <summary>The context on SQL Server.</summary>
public sealed class SqlServerDb(DbContextOptions<SqlServerDb> options) : AppDb(options)
{
    public static void Configure(DbContextOptionsBuilder builder, string connectionString) =>
        builder.UseSqlServer(connectionString, sql => sql.MigrationsHistoryTable("Migrations"));

    protected override void OnModelCreating(ModelBuilder builder)
    {
        base.OnModelCreating(builder);

        // A table with triggers can't answer generated values through OUTPUT.
        builder.Entity<WorkOrder>().ToTable(table => table.HasTrigger("TR_WorkOrders_Tally"));

        builder.Entity<FollowUp>().ToTable(table => table.HasTrigger("TR_FollowUps_Locked"));

        builder.Entity<Attachment>().ToTable(table => table.HasTrigger("TR_Attachments_Locked"));

        var open = builder.Entity<WorkOrder>().HasIndex([nameof(WorkOrder.Status), nameof(WorkOrder.CreatedAt), nameof(WorkOrder.Id)], WorkOrder.Configuration.OpenWithFilters);
        SqlServerIndexBuilderExtensions.IncludeProperties(open, WorkOrder.Configuration.FilterColumns);
    }
}
