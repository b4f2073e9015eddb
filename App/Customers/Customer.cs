using System.ComponentModel.DataAnnotations.Schema;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using WorkOrders.Database;
using WorkOrders.Shared;
using WorkOrders.Shared.People;

namespace WorkOrders.Customers;

/// <summary>客户. A phone number belongs to one customer.</summary>
public sealed partial class Customer : IRecorded, IVersioned
{
    public const int NameLength = 100;

    private Customer()
    {
    }

    public Customer(string name, CustomerType type, PhoneNumber phone, IdNumber? idNumber = null, PostalAddress? address = null) =>
        (Name, Type, Phone, IdNumber, Address) = (name, type, phone, idNumber, address);

    public int Id { get; private set; }

    public string Name { get; private set => NameKey = ComparisonForm.OfName(field = NumberInName.Masked(value)); } = "";

    /// <inheritdoc cref="ComparisonForm"/>
    public string NameKey { get; private set; } = "";

    public CustomerType Type { get; private set; }

    /// <summary>Null when only the customer's name is known.</summary>
    public PhoneNumber? Phone { get; private set => PhoneKey = (field = value)?.Key; }

    /// <inheritdoc cref="ComparisonForm"/>
    public PhoneNumber? PhoneKey { get; private set; }

    public IdNumber? IdNumber { get; private set => IdNumberKey = (field = value)?.Key; }

    /// <inheritdoc cref="ComparisonForm"/>
    public IdNumber? IdNumberKey { get; private set; }

    public PostalAddress? Address { get; private set; }

    /// <summary>单位名称: where the customer works.</summary>
    public string? CompanyName { get; private set => field = NumberInName.Masked(value); }

    public PostalAddress? CompanyAddress { get; private set; }

    /// <summary>联系人: the person to ask when the customer can't be reached.</summary>
    public string? ContactName { get; private set => field = NumberInName.Masked(value); }

    public PhoneNumber? ContactPhone { get; private set; }

    public string? Industry { get; init; }

    public string? Region { get; init; }

    public CustomerLevel Level { get; init; } = CustomerLevel.Normal;

    public int? OwnerId { get; init; }

    public User? Owner { get; private set; }

    public int Version { get; private set; }

    [NotMapped]
    public ICollection<OperationRecord> NewRecords { get; } = [];

    /// <summary>Creates a customer when only the name is known.</summary>
    public static Customer Named(string name) => new() { Name = name, Type = CustomerType.Enterprise };

    internal sealed class Configuration : IEntityTypeConfiguration<Customer>
    {
        public void Configure(EntityTypeBuilder<Customer> builder)
        {
            builder.ToTable("Customers");
            builder.Property(c => c.Name).HasMaxLength(NameLength);
            builder.Property(c => c.CompanyName).HasMaxLength(NameLength);
            builder.Property(c => c.ContactName).HasMaxLength(NameLength);
            builder.Property(c => c.Industry).HasMaxLength(50);
            builder.Property(c => c.Region).HasMaxLength(50);
            builder.HasOne(c => c.Owner).WithMany().HasForeignKey(c => c.OwnerId).OnDelete(DeleteBehavior.NoAction);
            builder.Property(c => c.NameKey).HasMaxLength(ComparisonForm.MaxLength).IsSearchedByPrefix();
            builder.HasIndex(c => c.PhoneKey).IsUnique().HasFilter("\"PhoneKey\" IS NOT NULL");
            builder.HasIndex(c => new { c.NameKey, c.Id });
            builder.HasIndex(c => c.IdNumberKey);
        }
    }
}

/// <summary>个人 or 企业.</summary>
public enum CustomerType
{
    [Named("个人")]
    Individual,

    [Named("企业")]
    Enterprise,
}

/// <summary>重要, 普通, 潜在.</summary>
public enum CustomerLevel
{
    [Named("重要")]
    Important,

    [Named("普通")]
    Normal,

    [Named("潜在")]
    Potential,
}
