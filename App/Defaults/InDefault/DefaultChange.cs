using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using WorkOrders.Customers;
using WorkOrders.Customers.Duplicates;
using WorkOrders.Defaults.Applications;
using WorkOrders.Defaults.Cases;
using WorkOrders.Defaults.Renewals;
using WorkOrders.Shared;

namespace WorkOrders.Defaults.InDefault;

/// <summary>One change of a customer between 正常, 违约 and 已重生. Immutable; the statistics count these rows.</summary>
public sealed class DefaultChange : IOfCustomer
{
    /// <summary>未分类: used for a customer without industry or region.</summary>
    public const string Unclassified = "未分类";

    private DefaultChange()
    {
    }

    internal DefaultChange(DefaultCustomer customer, DefaultStatus to, DecidedCase cause, CurrentUser me, DateTimeOffset now)
    {
        (Customer, From, To, At, Year) = (customer.Customer, customer.Status, to, now, BusinessTime.DayOf(now).Year);
        (DecidedById, DecidedByName) = (me.Id, me.Name);
        (Industry, Region) = (Normalise.Text(Customer.Industry) ?? Unclassified, Normalise.Text(Customer.Region) ?? Unclassified);
        (ApplicationId, RenewalId) = (cause is DefaultApplication ? cause.Id : null, cause is Renewal ? cause.Id : null);
    }

    public long Id { get; private set; }

    public int CustomerId { get; private set; }

    public Customer Customer { get; private set; } = null!;

    public DefaultStatus From { get; private set; }

    public DefaultStatus To { get; private set; }

    public DateTimeOffset At { get; private set; }

    /// <summary>Year of <see cref="At"/> in Shanghai time.</summary>
    public int Year { get; private set; }

    /// <summary>Value at the time of approval.</summary>
    public string Industry { get; private set; } = "";

    /// <summary>Value at the time of approval.</summary>
    public string Region { get; private set; } = "";

    public int DecidedById { get; private set; }

    public string DecidedByName { get; private set; } = "";

    public long? ApplicationId { get; private set; }

    public long? RenewalId { get; private set; }

    internal sealed class Configuration : IEntityTypeConfiguration<DefaultChange>
    {
        public void Configure(EntityTypeBuilder<DefaultChange> builder)
        {
            builder.ToTable("DefaultChanges");
            builder.Property(c => c.Industry).HasMaxLength(50);
            builder.Property(c => c.Region).HasMaxLength(50);
            builder.Property(c => c.DecidedByName).HasMaxLength(50);
            builder.HasOne(c => c.Customer).WithMany().HasForeignKey(c => c.CustomerId).OnDelete(DeleteBehavior.NoAction);
            builder.HasOne<DefaultApplication>().WithMany().HasForeignKey(c => c.ApplicationId).OnDelete(DeleteBehavior.NoAction);
            builder.HasOne<Renewal>().WithMany().HasForeignKey(c => c.RenewalId).OnDelete(DeleteBehavior.NoAction);
            builder.HasIndex(c => new { c.CustomerId, c.Id });
            builder.HasIndex(c => new { c.Year, c.To, c.Industry });
            builder.HasIndex(c => new { c.Year, c.To, c.Region });
        }
    }
}
