using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using WorkOrders.Customers.Duplicates;
using WorkOrders.Files;
using WorkOrders.Shared;
using WorkOrders.Shared.People;

namespace WorkOrders.Customers.Attachments;

/// <summary>附件 of a customer.</summary>
public sealed class CustomerAttachment : IOfCustomer
{
    /// <summary>Maximum number of files per customer.</summary>
    public const int Most = 100;

    private CustomerAttachment()
    {
    }

    internal CustomerAttachment(int customerId, StoredFile file, CurrentUser me, DateTimeOffset now) =>
        (CustomerId, File, FileId, AddedById, AddedAt) = (customerId, file, file.Id, me.Id, now);

    public long Id { get; private set; }

    public int CustomerId { get; private set; }

    public long FileId { get; private set; }

    public StoredFile File { get; private set; } = null!;

    public int AddedById { get; private set; }

    public User AddedBy { get; private set; } = null!;

    public DateTimeOffset AddedAt { get; private set; }

    internal sealed class Configuration : IEntityTypeConfiguration<CustomerAttachment>
    {
        public void Configure(EntityTypeBuilder<CustomerAttachment> builder)
        {
            builder.ToTable("CustomerAttachments");
            builder.HasOne<Customer>().WithMany().HasForeignKey(a => a.CustomerId).OnDelete(DeleteBehavior.NoAction);
            builder.HasOne(a => a.File).WithMany().HasForeignKey(a => a.FileId).OnDelete(DeleteBehavior.NoAction);
            builder.HasOne(a => a.AddedBy).WithMany().HasForeignKey(a => a.AddedById).OnDelete(DeleteBehavior.NoAction);

            // Not unique: a merge may bring the same file twice.
            builder.HasIndex(a => new { a.CustomerId, a.FileId });
        }
    }
}
