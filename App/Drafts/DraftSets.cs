using Microsoft.EntityFrameworkCore;
using WorkOrders.Database;

namespace WorkOrders.Drafts;

/// <summary>The sets of drafts. In an expression tree use <c>db.Set&lt;T&gt;()</c>: extension properties are not allowed there.</summary>
public static class DraftSets
{
    extension(AppDb db)
    {
        public DbSet<Draft> Drafts => db.Set<Draft>();
    }
}
