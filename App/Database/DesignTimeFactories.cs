using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace WorkOrders.Database;

/// <summary>For <c>dotnet ef migrations add</c>, which needs the model but no server.</summary>
internal sealed class PostgreSqlDesignTimeFactory : IDesignTimeDbContextFactory<PostgreSqlDb>
{
    public PostgreSqlDb CreateDbContext(string[] args)
    {
        var options = new DbContextOptionsBuilder<PostgreSqlDb>();
        PostgreSqlDb.Configure(options, "Host=localhost");
        return new PostgreSqlDb(options.Options);
    }
}

/// <inheritdoc cref="PostgreSqlDesignTimeFactory"/>
internal sealed class SqlServerDesignTimeFactory : IDesignTimeDbContextFactory<SqlServerDb>
{
    public SqlServerDb CreateDbContext(string[] args)
    {
        var options = new DbContextOptionsBuilder<SqlServerDb>();
        SqlServerDb.Configure(options, "Server=localhost");
        return new SqlServerDb(options.Options);
    }
}
