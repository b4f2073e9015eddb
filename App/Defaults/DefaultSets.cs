using Microsoft.EntityFrameworkCore;
using WorkOrders.Database;
using WorkOrders.Defaults.Applications;
using WorkOrders.Defaults.InDefault;
using WorkOrders.Defaults.Reasons;
using WorkOrders.Defaults.Renewals;
using WorkOrders.Defaults.Statistics;

namespace WorkOrders.Defaults;

/// <summary>DbSets of 违约客户管理. In an expression tree use <c>db.Set&lt;T&gt;()</c>: extension properties are not allowed there.</summary>
public static class DefaultSets
{
    extension(AppDb db)
    {
        public DbSet<DefaultReason> DefaultReasons => db.Set<DefaultReason>();

        public DbSet<RenewalReason> RenewalReasons => db.Set<RenewalReason>();

        public DbSet<DefaultApplication> DefaultApplications => db.Set<DefaultApplication>();

        public DbSet<Renewal> Renewals => db.Set<Renewal>();

        public DbSet<DefaultCustomer> DefaultCustomers => db.Set<DefaultCustomer>();

        public DbSet<DefaultChange> DefaultChanges => db.Set<DefaultChange>();

        public DbSet<StatisticsSnapshot> StatisticsSnapshots => db.Set<StatisticsSnapshot>();

        public DbSet<StatisticsRow> StatisticsRows => db.Set<StatisticsRow>();
    }
}
