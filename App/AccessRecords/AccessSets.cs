using Microsoft.EntityFrameworkCore;
using WorkOrders.Database;

namespace WorkOrders.AccessRecords;

/// <summary>The set of access records. In an expression tree use <c>db.Set&lt;T&gt;()</c>: extension properties are not allowed there.</summary>
public static class AccessSets
{
    extension(AppDb db)
    {
        public DbSet<AccessRecord> AccessRecords => db.Set<AccessRecord>();
    }
}
