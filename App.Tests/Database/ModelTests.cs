using Microsoft.EntityFrameworkCore;
using WorkOrders.Database;

namespace WorkOrders.Tests;

public sealed class ModelTests
{
    [Fact]
    public void Both_migration_sets_hold_the_whole_model()
    {
        using var postgres = new PostgreSqlDesignTimeFactory().CreateDbContext([]);
        using var sqlServer = new SqlServerDesignTimeFactory().CreateDbContext([]);
        Assert.False(postgres.Database.HasPendingModelChanges(), "PostgreSQL: run build/remake-migrations.sh");
        Assert.False(sqlServer.Database.HasPendingModelChanges(), "SQL Server: run build/remake-migrations.sh");
    }
}
