using Microsoft.EntityFrameworkCore;

namespace WorkOrders.Database.Sql;

/// <summary>Locks a name until the caller's transaction ends, because a new name has no row that could be locked: of a customer, or the content of a file.</summary>
internal static class NameLock
{
    /// <summary>Waits until no other transaction holds this name of this kind.</summary>
    public static Task HoldAsync(AppDb db, string kind, string name) => db.Database.IsSqlServer()

        // A lock that was not granted (a deadlock, for example) is only a negative result, not an error.
        ? db.Database.ExecuteSqlAsync(
            $"""
             DECLARE @result int;
             EXEC @result = sp_getapplock @Resource = {kind + " " + name}, @LockMode = 'Exclusive', @LockOwner = 'Transaction';
             IF @result < 0 THROW 51001, 'The name was not locked.', 1;
             """)
        : db.Database.ExecuteSqlAsync($"SELECT pg_advisory_xact_lock(hashtextextended({kind + " " + name}, 0))");
}
