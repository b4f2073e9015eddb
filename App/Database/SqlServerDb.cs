using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace WorkOrders.Database;

/// <summary>The context on SQL Server.</summary>
public sealed class SqlServerDb(DbContextOptions<SqlServerDb> options) : AppDb(options)
{
    public static void Configure(DbContextOptionsBuilder builder, string connectionString) =>
        builder.UseSqlServer(connectionString, sql => sql.MigrationsHistoryTable("Migrations"));

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
