using Microsoft.EntityFrameworkCore;
using WorkOrders.Customers.Duplicates.Finder;
using WorkOrders.Customers.Duplicates.Merge;
using WorkOrders.Database;

namespace WorkOrders.Customers;

/// <summary>The sets of customers. In an expression tree use <c>db.Set&lt;T&gt;()</c>: extension properties are not allowed there.</summary>
public static class CustomerSets
{
    extension(AppDb db)
    {
        public DbSet<Customer> Customers => db.Set<Customer>();

        public DbSet<FormerValue> FormerValues => db.Set<FormerValue>();

        public DbSet<CustomerMerge> CustomerMerges => db.Set<CustomerMerge>();

        public DbSet<DuplicateProposal> DuplicateProposals => db.Set<DuplicateProposal>();
    }
}
