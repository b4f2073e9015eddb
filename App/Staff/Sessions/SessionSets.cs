using Microsoft.EntityFrameworkCore;
using WorkOrders.Database;
using WorkOrders.Staff.Tokens;

namespace WorkOrders.Staff.Sessions;

/// <summary>The sets of sessions. In an expression tree use <c>db.Set&lt;T&gt;()</c>: extension properties are not allowed there.</summary>
internal static class SessionSets
{
    extension(AppDb db)
    {
        public DbSet<WebSession> WebSessions => db.Set<WebSession>();

        public DbSet<ApiSession> ApiSessions => db.Set<ApiSession>();
    }
}
