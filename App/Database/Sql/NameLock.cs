using Microsoft.EntityFrameworkCore;

namespace WorkOrders.Database.Sql;

/// <summary>Locks a customer name until the caller's transaction ends. A new name has no row that could be locked.</summary>
internal static class NameLock
{
    /// <summary>Waits until no other transaction is creating a customer with this name.</summary>
    public static Task HoldAsync(AppDb db, string name) => db.Database.IsSqlServer()
        ? db.Database.ExecuteSqlAsync($"EXEC sp_getapplock @Resource = {"customer " + name}, @LockMode = 'Exclusive', @LockOwner = 'Transaction'")
        : db.Database.ExecuteSqlAsync($"SELECT pg_advisory_xact_lock(hashtextextended({"customer " + name}, 0))");
}
