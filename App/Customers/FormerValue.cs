using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using WorkOrders.Customers.Duplicates;
using WorkOrders.Shared;

namespace WorkOrders.Customers;

/// <summary>曾用: a value that a customer had before a merge. The customer is still found by it.</summary>
public sealed class FormerValue : IOfCustomer
{
    private FormerValue()
    {
    }

    internal FormerValue(int customerId, FieldName field, object value, long mergeId)
    {
        (CustomerId, Field, MergeId) = (customerId, field, mergeId);
        (Phone, IdNumber, Email, Address) = (value as PhoneNumber, value as IdNumber, value as EmailAddress, value as PostalAddress);
        Text = value is Sensitive ? null : value as string ?? Word.Stored(value) ?? Convert.ToString(value, System.Globalization.CultureInfo.InvariantCulture);
    }

    public long Id { get; private set; }

    /// <summary>The survivor.</summary>
    public int CustomerId { get; private set; }

    public FieldName Field { get; private set; } = null!;

    public PhoneNumber? Phone { get; private set => PhoneKey = (field = value)?.Key; }

    /// <inheritdoc cref="ComparisonForm"/>
    public PhoneNumber? PhoneKey { get; private set; }

    public IdNumber? IdNumber { get; private set => IdNumberKey = (field = value)?.Key; }

    /// <inheritdoc cref="ComparisonForm"/>
    public IdNumber? IdNumberKey { get; private set; }

    public EmailAddress? Email { get; private set; }

    public PostalAddress? Address { get; private set; }

    /// <summary>Of the other fields.</summary>
    public string? Text { get; private set; }

    /// <summary>The merge that made it a former value; undoing it removes the row.</summary>
    public long MergeId { get; private set; }

    /// <summary>The value, masked where it is personal.</summary>
    public object? Value => (object?)Phone ?? (object?)IdNumber ?? (object?)Email ?? (object?)Address ?? Text;

    internal sealed class Configuration : IEntityTypeConfiguration<FormerValue>
    {
        public void Configure(EntityTypeBuilder<FormerValue> builder)
        {
            builder.ToTable("CustomerFormerValues");
            builder.Property(f => f.Text).HasMaxLength(PostalAddress.MaxLength);
            builder.HasOne<Customer>().WithMany().HasForeignKey(f => f.CustomerId).OnDelete(DeleteBehavior.NoAction);
            builder.HasIndex(f => f.CustomerId);
            builder.HasIndex(f => f.MergeId);
            builder.HasIndex(f => f.PhoneKey);
            builder.HasIndex(f => f.IdNumberKey);
        }
    }
}
