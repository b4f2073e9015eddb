namespace WorkOrders.Database;

/// <summary>Where the database is, for the one part that doesn't go through EF Core: the scheduler's store.</summary>
public sealed record DatabaseConnection(DatabaseProvider Provider, string ConnectionString)
{
    /// <summary>Without the connection string, which holds a password.</summary>
    public override string ToString() => Provider.ToString();
}
