using System.Globalization;
using Microsoft.EntityFrameworkCore;

namespace WorkOrders.Database.Sql;

/// <summary>Locks a name until the caller's transaction ends, because a new name has no row that could be locked: of a customer, or the content of a file.</summary>
internal static class NameLock
{
    /// <summary>Waits until no other transaction holds this name of this kind; after <paramref name="patience"/> it is a failure of the database.</summary>
    public static Task HoldAsync(AppDb db, string kind, string name, TimeSpan? patience = null, CancellationToken cancellation = default)
    {
        var (what, wait) = (kind + " " + name, patience is { } limit ? (int)limit.TotalMilliseconds : -1);
        return db.Database.IsSqlServer() ? HoldOnSqlServerAsync(db, what, wait, cancellation) : HoldOnPostgreSqlAsync(db, what, wait, cancellation);
    }

    // A lock that was not granted (a deadlock, for example) is only a negative result, not an error.
    private static Task<int> HoldOnSqlServerAsync(AppDb db, string name, int wait, CancellationToken cancellation) => db.Database.ExecuteSqlAsync(
        $"""
         DECLARE @result int;
         EXEC @result = sp_getapplock @Resource = {name}, @LockMode = 'Exclusive', @LockOwner = 'Transaction', @LockTimeout = {wait};
         IF @result < 0 THROW 51001, 'The name was not locked.', 1;
         """,
        cancellation);

    // The setting ends with the transaction.
    private static async Task HoldOnPostgreSqlAsync(AppDb db, string name, int wait, CancellationToken cancellation)
    {
        if (wait > 0)
        {
            await db.Database.ExecuteSqlAsync($"SELECT set_config('lock_timeout', {wait.ToString(CultureInfo.InvariantCulture)}, true)", cancellation);
        }

        await db.Database.ExecuteSqlAsync($"SELECT pg_advisory_xact_lock(hashtextextended({name}, 0))", cancellation);
    }
}
