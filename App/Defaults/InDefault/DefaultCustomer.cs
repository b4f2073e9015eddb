using System.ComponentModel.DataAnnotations.Schema;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using WorkOrders.Customers;
using WorkOrders.Defaults.Applications;
using WorkOrders.Defaults.Cases;
using WorkOrders.Defaults.Renewals;
using WorkOrders.Shared;

namespace WorkOrders.Defaults.InDefault;

/// <summary>违约客户: the state 正常, 违约 or 已重生 of a customer. The row is created with the first case; a customer without a row is 正常.</summary>
public sealed partial class DefaultCustomer : IRecorded, IVersioned
{
    private DefaultCustomer()
    {
    }

    public DefaultCustomer(Customer customer) => (Customer, CustomerId) = (customer, customer.Id);

    public int CustomerId { get; private set; }

    public Customer Customer { get; private set; } = null!;

    public DefaultStatus Status { get; private set; }

    /// <summary>The last approved application, kept after renewal; null if there was none.</summary>
    public long? ApplicationId { get; private set; }

    public DefaultApplication? Application { get; private set; }

    /// <summary>Use only to add changes; read them by query, because there are many.</summary>
    public ICollection<DefaultChange> Changes { get; private set; } = [];

    /// <summary>Also incremented by every submitted case, so that submitting conflicts with a concurrent approval.</summary>
    public int Version { get; private set; }

    [NotMapped]
    public ICollection<OperationRecord> NewRecords { get; } = [];

    public bool IsInDefault => Status == DefaultStatus.Default;

    /// <summary>Records a customer created by an application; call after the database has assigned the id.</summary>
    internal void RecordIntroduction(CurrentUser me, DateTimeOffset now) =>
        Record(me, now, DefaultCustomerActions.Introduced, FieldChange.Between(CustomerFields.FullName, null, Customer.Name)!);

    /// <summary>违约. Requires Customer to be loaded, as does <see cref="LeaveDefault"/>.</summary>
    internal Outcome EnterDefault(DefaultApplication application, CurrentUser me, DateTimeOffset now)
    {
        if (IsInDefault)
        {
            return Outcome.Refused("客户 {0} 已处于违约状态", Customer.Name);
        }

        Step(DefaultStatus.Default, application, me, now);
        Application = application;
        return Outcome.Done;
    }

    /// <summary>重生.</summary>
    internal Outcome LeaveDefault(Renewal renewal, CurrentUser me, DateTimeOffset now)
    {
        if (!IsInDefault)
        {
            return Outcome.Refused("客户 {0} 不在违约状态", Customer.Name);
        }

        Step(DefaultStatus.Renewed, renewal, me, now);
        return Outcome.Done;
    }

    private void Step(DefaultStatus to, DecidedCase cause, CurrentUser me, DateTimeOffset now)
    {
        Changes.Add(new DefaultChange(this, to, cause, me, now));
        Record(me, now, DefaultCustomerActions.StatusChanged, FieldChange.Between(DefaultCustomerActions.Status, Status, to)!);
        Status = to;
    }

    private void Record(CurrentUser me, DateTimeOffset now, OperationAction action, FieldChange change) =>
        NewRecords.Add(OperationRecord.Of(me, now, CustomerSubjects.Customer, CustomerId.ToString(CultureInfo.InvariantCulture), action, [change]));

    internal sealed class Configuration : IEntityTypeConfiguration<DefaultCustomer>
    {
        public void Configure(EntityTypeBuilder<DefaultCustomer> builder)
        {
            builder.ToTable("DefaultCustomers");
            builder.HasKey(c => c.CustomerId);
            builder.HasOne(c => c.Customer).WithOne().HasForeignKey<DefaultCustomer>(c => c.CustomerId).OnDelete(DeleteBehavior.NoAction);
            builder.HasOne(c => c.Application).WithMany().HasForeignKey(c => c.ApplicationId).OnDelete(DeleteBehavior.NoAction);
            builder.HasMany(c => c.Changes).WithOne().HasForeignKey(c => c.CustomerId).OnDelete(DeleteBehavior.NoAction);

            // For the lists: newest application first, with or without a state filter.
            builder.HasIndex(c => new { c.Status, c.ApplicationId });
        }
    }
}
