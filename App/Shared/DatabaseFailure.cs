using System.Data.Common;
using Microsoft.EntityFrameworkCore;

namespace WorkOrders.Shared;

/// <summary>What a screen answers with 重试: the database or the way to it failed, however EF wrapped it. Everything else is a bug.</summary>
public static class DatabaseFailure
{
    /// <summary>True for a failed save, a failed command, a timeout, and the exceptions that EF puts around them.</summary>
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
}
