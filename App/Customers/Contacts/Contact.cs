using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using WorkOrders.Customers.Duplicates;
using WorkOrders.Shared;

namespace WorkOrders.Customers.Contacts;

/// <summary>联系人: a person to ask for at a customer.</summary>
public sealed class Contact : IOfCustomer, IVersioned
{
    /// <summary>Of name and position.</summary>
    public const int NameLength = 50;

    /// <summary>Maximum number per customer.</summary>
    public const int Most = 50;

    private Contact()
    {
    }

    internal Contact(int customerId, ContactFields fields)
    {
        CustomerId = customerId;
        Take(fields);
    }

    public long Id { get; private set; }

    public int CustomerId { get; private set; }

    public string Name { get; private set => field = NumberInName.Masked(value); } = "";

    public string? Position { get; private set => field = NumberInName.Masked(value); }

    public PhoneNumber? Phone { get; private set; }

    public EmailAddress? Email { get; private set; }

    public int Version { get; private set; }

    public ContactFields Fields => new(Name, Position, Phone, Email);

    internal void Take(ContactFields fields) => (Name, Position, Phone, Email) = (fields.Name!, fields.Position, fields.Phone, fields.Email);

    internal sealed class Configuration : IEntityTypeConfiguration<Contact>
    {
        public void Configure(EntityTypeBuilder<Contact> builder)
        {
            builder.ToTable("CustomerContacts");
            builder.Property(c => c.Name).HasMaxLength(NameLength);
            builder.Property(c => c.Position).HasMaxLength(NameLength);
            builder.HasOne<Customer>().WithMany().HasForeignKey(c => c.CustomerId).OnDelete(DeleteBehavior.NoAction);
            builder.HasIndex(c => new { c.CustomerId, c.Id });
        }
    }
}
