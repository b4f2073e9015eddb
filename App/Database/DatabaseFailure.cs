using System.Data.Common;
using Microsoft.Data.SqlClient;
using Microsoft.EntityFrameworkCore;

namespace WorkOrders.Database;

/// <summary>Database or connection failures, for which a page offers 重试. Any other exception is a bug.</summary>
public static class DatabaseFailure
{
    /// <summary>True for a failed save, a failed command, a timeout, and the EF exceptions that wrap them.</summary>
    public static bool IsDatabaseFailure(this Exception exception)
    {
        for (var e = exception; e is not null; e = e.InnerException)
        {
            if (e is DbException or DbUpdateException or TimeoutException)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>True when another user saved first: a newer version, or the same value in a unique index.</summary>
    public static bool IsOutdated(this DbUpdateException exception) =>
        exception is DbUpdateConcurrencyException || exception.InnerException is DbException { SqlState: "23505" } or SqlException { Number: 2601 or 2627 };
}
