using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using WorkOrders.Attachments;
using WorkOrders.Batch;
using WorkOrders.Customers;
using WorkOrders.Defaults;
using WorkOrders.Defaults.Applications;
using WorkOrders.Defaults.Reasons;
using WorkOrders.Defaults.Renewals;
using WorkOrders.Defaults.Statistics;
using WorkOrders.Dispatch;
using WorkOrders.DueTimes;
using WorkOrders.Events;
using WorkOrders.Files;
using WorkOrders.FollowUps;
using WorkOrders.Jobs;
using WorkOrders.LoanCore;
using WorkOrders.Messages;
using WorkOrders.Staff;
using WorkOrders.Transfers;

namespace WorkOrders.Shared;

/// <summary>The one database. What differs between providers is in the two derived contexts of Database/.</summary>
public abstract class AppDb(DbContextOptions options) : IdentityDbContext<User, Role, int>(options)
{
    public DbSet<WorkOrder> WorkOrders => Set<WorkOrder>();

    public DbSet<DeskEntry> DeskEntries => Set<DeskEntry>();

    public DbSet<FollowUp> FollowUps => Set<FollowUp>();

    public DbSet<FollowUpDraft> FollowUpDrafts => Set<FollowUpDraft>();

    public DbSet<StoredFile> StoredFiles => Set<StoredFile>();

    public DbSet<Attachment> Attachments => Set<Attachment>();

    public DbSet<SmsTemplate> SmsTemplates => Set<SmsTemplate>();

    public DbSet<SmsMessage> SmsMessages => Set<SmsMessage>();

    public DbSet<OrderTally> OrderTallies => Set<OrderTally>();

    public DbSet<OrderImport> OrderImports => Set<OrderImport>();

    public DbSet<OrderImportRow> OrderImportRows => Set<OrderImportRow>();

    public DbSet<ProblemCategory> ProblemCategories => Set<ProblemCategory>();

    public DbSet<Choice> Choices => Set<Choice>();

    public DbSet<SavedView> SavedViews => Set<SavedView>();

    public DbSet<OperationRecord> OperationRecords => Set<OperationRecord>();

    public DbSet<UserPreference> UserPreferences => Set<UserPreference>();

    public DbSet<DutyRole> DutyRoles => Set<DutyRole>();

    public DbSet<Customer> Customers => Set<Customer>();

    public DbSet<DefaultReason> DefaultReasons => Set<DefaultReason>();

    public DbSet<RenewalReason> RenewalReasons => Set<RenewalReason>();

    public DbSet<DefaultApplication> DefaultApplications => Set<DefaultApplication>();

    public DbSet<Renewal> Renewals => Set<Renewal>();

    public DbSet<DefaultChange> DefaultChanges => Set<DefaultChange>();

    public DbSet<StatisticsSnapshot> StatisticsSnapshots => Set<StatisticsSnapshot>();

    public DbSet<StatisticsRow> StatisticsRows => Set<StatisticsRow>();

    public DbSet<DueRule> DueRules => Set<DueRule>();

    public DbSet<WorkingCalendar> WorkingCalendars => Set<WorkingCalendar>();

    public DbSet<LoanCoreSnapshot> LoanCoreSnapshots => Set<LoanCoreSnapshot>();

    public DbSet<ProcessorSetting> ProcessorSettings => Set<ProcessorSetting>();

    public DbSet<JobRun> JobRuns => Set<JobRun>();

    public DbSet<OutboxEvent> OutboxEvents => Set<OutboxEvent>();

    public DbSet<Notice> Notices => Set<Notice>();

    public DbSet<TransferRequest> TransferRequests => Set<TransferRequest>();

    public override int SaveChanges(bool acceptAllChangesOnSuccess)
    {
        BeforeSave();
        return base.SaveChanges(acceptAllChangesOnSuccess);
    }

    public override Task<int> SaveChangesAsync(bool acceptAllChangesOnSuccess, CancellationToken cancellationToken = default)
    {
        BeforeSave();
        return base.SaveChangesAsync(acceptAllChangesOnSuccess, cancellationToken);
    }

    protected override void OnModelCreating(ModelBuilder builder)
    {
        base.OnModelCreating(builder);
        builder.ApplyConfigurationsFromAssembly(typeof(AppDb).Assembly);
        builder.Entity<Role>().ToTable("Roles");
        foreach (var entity in builder.Model.GetEntityTypes())
        {
            if (typeof(IVersioned).IsAssignableFrom(entity.ClrType))
            {
                entity.FindProperty(nameof(IVersioned.Version))!.IsConcurrencyToken = true;
            }
        }
    }

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        configurationBuilder.Properties<Enum>().HaveConversion<string>().HaveMaxLength(20).AreUnicode(false);
        configurationBuilder.Properties<decimal>().HavePrecision(15, 2);
        configurationBuilder.Properties<PhoneNumber>().HaveConversion<PhoneNumberConverter>().HaveMaxLength(PhoneNumber.MaxLength).AreUnicode(false);
        configurationBuilder.Properties<IdNumber>().HaveConversion<IdNumberConverter>().HaveMaxLength(IdNumber.MaxLength).AreUnicode(false);
        configurationBuilder.Properties<PostalAddress>().HaveConversion<PostalAddressConverter>().HaveMaxLength(PostalAddress.MaxLength);
        configurationBuilder.Properties<FreeText>().HaveConversion<FreeTextConverter>();
    }

    private void BeforeSave()
    {
        var events = new EventsOfSave();
        foreach (var entry in ChangeTracker.Entries().ToList())
        {
            TakeRecords(entry, events);
            RaiseVersion(entry);
            if (entry.State == EntityState.Added)
            {
                events.See(entry.Entity);
            }
        }

        OutboxEvents.AddRange(events.ToWrite.ToList());
    }

    private void TakeRecords(EntityEntry entry, EventsOfSave events)
    {
        if (entry.Entity is IRecorded { NewRecords: { Count: > 0 } records })
        {
            OperationRecords.AddRange(records);
            foreach (var record in records)
            {
                events.See(record);
            }

            records.Clear();
        }

        if (entry.Entity is INotifying { NewNotices: { Count: > 0 } notices })
        {
            Notices.AddRange(notices);
            foreach (var notice in notices)
            {
                events.See(notice);
            }

            notices.Clear();
        }
    }

    private static void RaiseVersion(EntityEntry entry)
    {
        if (entry is { Entity: IVersioned versioned, State: EntityState.Modified })
        {
            entry.Property(nameof(IVersioned.Version)).CurrentValue = versioned.Version + 1;
        }
    }
}
