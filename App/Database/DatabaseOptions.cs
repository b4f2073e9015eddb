namespace WorkOrders.Database;

/// <summary>The settings section Database.</summary>
public sealed class DatabaseOptions
{
    public DatabaseProvider Provider { get; set; }

    /// <summary>Folder of the application's own PostgreSQL cluster, used without a connection string. Relative to the content root.</summary>
    public string ClusterDirectory { get; set; } = ".data/pg";
}

/// <summary>The supported databases.</summary>
public enum DatabaseProvider
{
    PostgreSql,
    SqlServer,
}
