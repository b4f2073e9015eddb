using Microsoft.EntityFrameworkCore;
using WorkOrders.Shared;

namespace WorkOrders.Database;

/// <summary>Holds a customer's name until the caller's transaction ends: a name nobody has can't be held by a row.</summary>
internal static class NameLock
{
    /// <summary>Waits until nobody else looks for this name in order to make a customer of it.</summary>
    public static Task HoldAsync(AppDb db, string name) => db.Database.IsSqlServer()
        ? db.Database.ExecuteSqlAsync($"EXEC sp_getapplock @Resource = {"customer " + name}, @LockMode = 'Exclusive', @LockOwner = 'Transaction'")
        : db.Database.ExecuteSqlAsync($"SELECT pg_advisory_xact_lock(hashtextextended({"customer " + name}, 0))");
}
