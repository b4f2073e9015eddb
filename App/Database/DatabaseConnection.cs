namespace WorkOrders.Database;

/// <summary>Provider and connection string, for Hangfire's storage: the only part that does not use EF Core.</summary>
public sealed record DatabaseConnection(DatabaseProvider Provider, string ConnectionString)
{
    /// <summary>Leaves out the connection string, because it contains a password.</summary>
    public override string ToString() => Provider.ToString();
}
