using System.ComponentModel.DataAnnotations.Schema;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using WorkOrders.Customers.Duplicates.Finder;
using WorkOrders.Database;
using WorkOrders.Shared;
using WorkOrders.Shared.People;

namespace WorkOrders.Customers;

/// <summary>
/// 客户. A telephone number, an identity card, a tax id and the name of an enterprise belong to one customer; unique indexes hold it. The loser of a merge stays
/// as an alias: its unique values are former values of the survivor then.
/// </summary>
public sealed partial class Customer : IRecorded, IVersioned
{
    public const int NameLength = 100;

    /// <summary>Of industry and region.</summary>
    public const int ShortLength = 50;

    public const int WechatLength = 64;

    private Customer()
    {
    }

    public Customer(string name, CustomerType type, PhoneNumber phone, IdNumber? idNumber = null, PostalAddress? address = null) =>
        (Name, Type, Phone, IdNumber, Address) = (name, type, phone, idNumber, address);

    public int Id { get; private set; }

    public string Name { get; private set => SetNameKey(field = NumberInName.Masked(value)); } = "";

    /// <inheritdoc cref="ComparisonForm"/>
    public string NameKey { get; private set; } = "";

    public CustomerType Type { get; private set => SetEnterpriseKey(field = value, MergedIntoId); }

    /// <summary>The name's comparison form of an enterprise, which is unique; null for a person and for an alias.</summary>
    public string? EnterpriseKey { get; private set; }

    /// <summary>Null when only the customer's name is known.</summary>
    public PhoneNumber? Phone { get; private set => PhoneKey = (field = value)?.Key; }

    /// <inheritdoc cref="ComparisonForm"/>
    public PhoneNumber? PhoneKey { get; private set; }

    public IdNumber? IdNumber { get; private set => IdNumberKey = (field = value)?.Key; }

    /// <inheritdoc cref="ComparisonForm"/>
    public IdNumber? IdNumberKey { get; private set; }

    public EmailAddress? Email { get; private set => EmailKey = (field = value)?.Key; }

    /// <inheritdoc cref="ComparisonForm"/>
    public EmailAddress? EmailKey { get; private set; }

    /// <summary>统一社会信用代码 of an enterprise.</summary>
    public string? TaxId { get; private set; }

    public PostalAddress? Address { get; private set; }

    /// <summary>单位名称: where the customer works.</summary>
    public string? CompanyName { get; private set => field = NumberInName.Masked(value); }

    public PostalAddress? CompanyAddress { get; private set; }

    /// <summary>联系人: the person to ask when the customer can't be reached.</summary>
    public string? ContactName { get; private set => field = NumberInName.Masked(value); }

    public PhoneNumber? ContactPhone { get; private set => ContactPhoneKey = (field = value)?.Key; }

    /// <inheritdoc cref="ComparisonForm"/>
    public PhoneNumber? ContactPhoneKey { get; private set; }

    public string? Industry { get; private set; }

    public string? Region { get; private set; }

    public CustomerLevel Level { get; private set; } = CustomerLevel.Normal;

    public int? OwnerId { get; private set; }

    public User? Owner { get; private set; }

    public string? WechatUserId { get; private set; }

    public CustomerStatus Status { get; private set; }

    /// <summary>最后跟进时间: of the newest follow-up.</summary>
    public DateTimeOffset? LastFollowUpAt { get; private set => LastFollowUpKey = (field = value) ?? DateTimeOffset.UnixEpoch; }

    /// <summary>For sorting: customers without a follow-up have the beginning of time, because null stands first on one database and last on the other.</summary>
    public DateTimeOffset LastFollowUpKey { get; private set; } = DateTimeOffset.UnixEpoch;

    /// <summary>下次联系: the day that the newest follow-up names, Shanghai time.</summary>
    public DateOnly? NextContactOn { get; private set; }

    /// <summary>Of an enterprise's name. Use only in queries.</summary>
    internal ICollection<CustomerBigram> Bigrams { get; private set; } = [];

    /// <summary>The survivor of the merge; null unless this customer is an alias.</summary>
    public int? MergedIntoId { get; private set => SetEnterpriseKey(Type, field = value); }

    public bool IsAlias => MergedIntoId is not null;

    public int Version { get; private set; }

    [NotMapped]
    public ICollection<OperationRecord> NewRecords { get; } = [];

    /// <summary>Creates a customer when only the name is known.</summary>
    public static Customer Named(string name) => new() { Name = name, Type = CustomerType.Enterprise };

    /// <summary>A customer with these values, without asking for rights: demo data and tests.</summary>
    internal static Customer Of(CustomerValues values)
    {
        var customer = new Customer();
        customer.Take(values);
        return customer;
    }

    private void SetNameKey(string name)
    {
        NameKey = ComparisonForm.OfName(name);
        SetEnterpriseKey(Type, MergedIntoId);
    }

    private void SetEnterpriseKey(CustomerType type, int? mergedInto) =>
        EnterpriseKey = type == CustomerType.Enterprise && mergedInto is null && NameKey.Length > 0 ? NameKey : null;

    internal sealed class Configuration : IEntityTypeConfiguration<Customer>
    {
        public void Configure(EntityTypeBuilder<Customer> builder)
        {
            builder.ToTable("Customers");
            builder.Property(c => c.Name).HasMaxLength(NameLength);
            builder.Property(c => c.CompanyName).HasMaxLength(NameLength);
            builder.Property(c => c.ContactName).HasMaxLength(NameLength);
            builder.Property(c => c.Industry).HasMaxLength(ShortLength);
            builder.Property(c => c.Region).HasMaxLength(ShortLength);
            builder.Property(c => c.WechatUserId).HasMaxLength(WechatLength);
            builder.Property(c => c.TaxId).HasMaxLength(CreditCode.Length);
            builder.Property(c => c.EnterpriseKey).HasMaxLength(ComparisonForm.MaxLength);
            builder.HasOne<Customer>().WithMany().HasForeignKey(c => c.MergedIntoId).OnDelete(DeleteBehavior.NoAction);
            builder.HasOne(c => c.Owner).WithMany().HasForeignKey(c => c.OwnerId).OnDelete(DeleteBehavior.NoAction);
            builder.Property(c => c.NameKey).HasMaxLength(ComparisonForm.MaxLength).IsSearchedByPrefix();
            builder.HasIndex(c => c.PhoneKey).IsUnique().HasFilter("\"PhoneKey\" IS NOT NULL");
            builder.HasIndex(c => new { c.NameKey, c.Id });
            builder.HasIndex(c => c.IdNumberKey).IsUnique().HasFilter("\"IdNumberKey\" IS NOT NULL");
            builder.HasIndex(c => c.TaxId).IsUnique().HasFilter("\"TaxId\" IS NOT NULL");
            builder.HasIndex(c => new { c.OwnerId, c.Status, c.NextContactOn, c.Id }).HasDatabaseName("IX_Customers_OfOwner");
            builder.HasIndex(c => new { c.LastFollowUpKey, c.Id }).HasDatabaseName("IX_Customers_ByFollowUp");
            builder.HasIndex(c => new { c.Region, c.Id }).HasDatabaseName("IX_Customers_OfRegion");
            builder.HasIndex(c => new { c.Industry, c.Id }).HasDatabaseName("IX_Customers_OfIndustry");
            builder.HasIndex(c => new { c.Status, c.Id }).HasDatabaseName("IX_Customers_OfStatus");
            builder.HasIndex(c => c.EnterpriseKey).IsUnique().HasFilter("\"EnterpriseKey\" IS NOT NULL");
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

/// <summary>正常, 停用, 公海.</summary>
public enum CustomerStatus
{
    [Named("正常")]
    Active,

    /// <summary>停用: kept, but no longer worked with; the pool skips it.</summary>
    [Named("已停用")]
    Inactive,

    /// <summary>公海: without an owner, to be claimed.</summary>
    [Named("公海")]
    InPool,
}
