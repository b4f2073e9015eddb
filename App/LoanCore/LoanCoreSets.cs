using Microsoft.EntityFrameworkCore;
using WorkOrders.Database;

namespace WorkOrders.LoanCore;

/// <summary>The sets of the loan core. In an expression tree use <c>db.Set&lt;T&gt;()</c>: extension properties are not allowed there.</summary>
public static class LoanCoreSets
{
    extension(AppDb db)
    {
        public DbSet<LoanCoreSnapshot> LoanCoreSnapshots => db.Set<LoanCoreSnapshot>();
    }
}
