using Microsoft.EntityFrameworkCore;
using WorkOrders.Database;

namespace WorkOrders.LookUps;

/// <summary>The set of look-ups. In an expression tree use <c>db.Set&lt;T&gt;()</c>: extension properties are not allowed there.</summary>
public static class LookUpSets
{
    extension(AppDb db)
    {
        public DbSet<LookUpRecord> LookUps => db.Set<LookUpRecord>();
    }
}
