namespace WorkOrders.Database;

/// <summary>The section Database of the settings.</summary>
public sealed class DatabaseOptions
{
    public DatabaseProvider Provider { get; set; }

    /// <summary>Where the application keeps its own PostgreSQL cluster when no connection string is given; relative to the content root.</summary>
    public string ClusterDirectory { get; set; } = ".data/pg";
}

/// <summary>The two databases the application runs on.</summary>
public enum DatabaseProvider
{
    PostgreSql,
    SqlServer,
}
