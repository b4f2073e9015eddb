using System.Data.Common;
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

    /// <summary>
    /// True when the database refused the values of the save: a constraint, a unique index or a trigger. Asked again, the rules name the reason.
    /// False for a text that is too long, a deadlock or a timeout.
    /// </summary>
    public static bool IsConstraintViolation(this DbUpdateException exception) =>
        exception.InnerException is DbException refusal && (PostgreSqlDb.IsConstraintViolation(refusal) || SqlServerDb.IsConstraintViolation(refusal));

    /// <summary>True when the database ended this transaction in favour of another one. Run again, it can succeed.</summary>
    public static bool IsDeadlock(this Exception exception)
    {
        for (var e = exception; e is not null; e = e.InnerException)
        {
            if (e is DbException failure && (PostgreSqlDb.IsDeadlock(failure) || SqlServerDb.IsDeadlock(failure)))
            {
                return true;
            }
        }

        return false;
    }
}
