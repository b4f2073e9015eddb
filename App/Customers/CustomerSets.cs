using Microsoft.EntityFrameworkCore;
using WorkOrders.Customers.Attachments;
using WorkOrders.Customers.Contacts;
using WorkOrders.Customers.Contracts;
using WorkOrders.Customers.Duplicates.Finder;
using WorkOrders.Customers.Duplicates.Merge;
using WorkOrders.Customers.FollowUps;
using WorkOrders.Customers.Import;
using WorkOrders.Customers.Opportunities;
using WorkOrders.Database;

namespace WorkOrders.Customers;

/// <summary>The sets of customers. In an expression tree use <c>db.Set&lt;T&gt;()</c>: extension properties are not allowed there.</summary>
public static class CustomerSets
{
    extension(AppDb db)
    {
        public DbSet<Customer> Customers => db.Set<Customer>();

        public DbSet<FormerValue> FormerValues => db.Set<FormerValue>();

        public DbSet<Opportunity> Opportunities => db.Set<Opportunity>();

        public DbSet<CustomerContract> CustomerContracts => db.Set<CustomerContract>();

        public DbSet<CustomerRepayment> CustomerRepayments => db.Set<CustomerRepayment>();

        public DbSet<CustomerFollowUp> CustomerFollowUps => db.Set<CustomerFollowUp>();

        public DbSet<Contact> Contacts => db.Set<Contact>();

        public DbSet<CustomerAttachment> CustomerAttachments => db.Set<CustomerAttachment>();

        public DbSet<CustomerImport> CustomerImports => db.Set<CustomerImport>();

        public DbSet<CustomerImportRow> CustomerImportRows => db.Set<CustomerImportRow>();

        public DbSet<CustomerMerge> CustomerMerges => db.Set<CustomerMerge>();

        public DbSet<DuplicateProposal> DuplicateProposals => db.Set<DuplicateProposal>();
    }
}
