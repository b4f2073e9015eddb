using Microsoft.EntityFrameworkCore;

namespace WorkOrders.Database.Sql;

/// <summary>Locks a customer name until the caller's transaction ends. A new name has no row that could be locked.</summary>
internal static class NameLock
{
    /// <summary>Waits until no other transaction is creating a customer with this name.</summary>
    public static Task HoldAsync(AppDb db, string name) => db.Database.IsSqlServer()

        // A lock that was not granted (a deadlock, for example) is only a negative result, not an error.
        ? db.Database.ExecuteSqlAsync(
            $"""
             DECLARE @result int;
             EXEC @result = sp_getapplock @Resource = {"customer " + name}, @LockMode = 'Exclusive', @LockOwner = 'Transaction';
             IF @result < 0 THROW 51001, 'The name of the customer was not locked.', 1;
             """)
        : db.Database.ExecuteSqlAsync($"SELECT pg_advisory_xact_lock(hashtextextended({"customer " + name}, 0))");
}
