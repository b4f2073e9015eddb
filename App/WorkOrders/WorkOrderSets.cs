using Microsoft.EntityFrameworkCore;
using WorkOrders.Attachments;
using WorkOrders.Database;
using WorkOrders.Desk.Views;
using WorkOrders.Dispatch;
using WorkOrders.DueTimes;
using WorkOrders.FollowUps;
using WorkOrders.Import;
using WorkOrders.Taxonomy;
using WorkOrders.Transfers;

namespace WorkOrders;

/// <summary>DbSets of work orders. Inside an expression tree use <c>db.Set&lt;T&gt;()</c>, because extension properties are not allowed there.</summary>
public static class WorkOrderSets
{
    extension(AppDb db)
    {
        public DbSet<WorkOrder> WorkOrders => db.Set<WorkOrder>();

        public DbSet<DeskEntry> DeskEntries => db.Set<DeskEntry>();

        public DbSet<FollowUp> FollowUps => db.Set<FollowUp>();

        public DbSet<Attachment> Attachments => db.Set<Attachment>();

        public DbSet<OrderTally> OrderTallies => db.Set<OrderTally>();

        public DbSet<OrderImport> OrderImports => db.Set<OrderImport>();

        public DbSet<OrderImportRow> OrderImportRows => db.Set<OrderImportRow>();

        public DbSet<ProblemCategory> ProblemCategories => db.Set<ProblemCategory>();

        public DbSet<Choice> Choices => db.Set<Choice>();

        public DbSet<SavedView> SavedViews => db.Set<SavedView>();

        public DbSet<DueRule> DueRules => db.Set<DueRule>();

        public DbSet<WorkingCalendar> WorkingCalendars => db.Set<WorkingCalendar>();

        public DbSet<ProcessorSetting> ProcessorSettings => db.Set<ProcessorSetting>();

        public DbSet<TransferRequest> TransferRequests => db.Set<TransferRequest>();
    }
}
