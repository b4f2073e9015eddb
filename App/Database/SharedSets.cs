using Microsoft.EntityFrameworkCore;
using WorkOrders.Shared;
using WorkOrders.Shared.People;

namespace WorkOrders.Database;

/// <summary>The sets shared by all features. In an expression tree use <c>db.Set&lt;T&gt;()</c>: extension properties are not allowed there.</summary>
public static class SharedSets
{
    extension(AppDb db)
    {
        public DbSet<OperationRecord> OperationRecords => db.Set<OperationRecord>();

        public DbSet<UserPreference> UserPreferences => db.Set<UserPreference>();

        public DbSet<DutyRole> DutyRoles => db.Set<DutyRole>();
    }
}
