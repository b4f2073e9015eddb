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

    /// <summary>True when a unique index has the values already.</summary>
    public static bool IsUniqueViolation(this DbUpdateException exception) =>
        exception.InnerException is DbException refusal && (PostgreSqlDb.IsUniqueViolation(refusal) || SqlServerDb.IsUniqueViolation(refusal));

    /// <summary>
    /// True when another save was first: nothing was saved here, and it can be tried again. Expected, so it is no error in the log. A missing value, a wrong
    /// reference or a broken check is no race but a bug of ours.
    /// </summary>
    public static bool IsLostRace(this Exception exception) =>
        exception is DbUpdateConcurrencyException || (exception is DbUpdateException failed && (failed.IsUniqueViolation() || failed.IsLocked())) || exception.IsDeadlock();

    // A trigger found that somebody else has added what locks this row.
    private static bool IsLocked(this DbUpdateException exception) =>
        exception.InnerException is DbException refusal && (PostgreSqlDb.IsLocked(refusal) || SqlServerDb.IsLocked(refusal));

    /// <summary>The level at which whoever catches the failure logs it.</summary>
    public static LogLevel LevelOf(Exception exception) => exception.IsLostRace() ? LogLevel.Warning : LogLevel.Error;

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
