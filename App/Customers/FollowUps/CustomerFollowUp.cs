using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using WorkOrders.Customers.Duplicates;
using WorkOrders.Shared;
using WorkOrders.Shared.People;

namespace WorkOrders.Customers.FollowUps;

/// <summary>跟进 of a customer: what was said, and when to call again. It never changes.</summary>
public sealed class CustomerFollowUp : IOfCustomer
{
    public const int ContentLength = 1000;

    private CustomerFollowUp()
    {
    }

    internal CustomerFollowUp(int customerId, CustomerFollowUpFields fields, CurrentUser me, DateTimeOffset now) =>
        (CustomerId, Kind, Content, NextContactOn, AuthorId, CreatedAt) = (customerId, fields.Kind!.Value, fields.Content!, fields.NextContactOn, me.Id, now);

    public long Id { get; private set; }

    public int CustomerId { get; private set; }

    public CustomerFollowUpKind Kind { get; private set; }

    /// <summary>Numbers in it are masked in output.</summary>
    public FreeText Content { get; private set; } = null!;

    /// <summary>下次联系, a day in Shanghai.</summary>
    public DateOnly? NextContactOn { get; private set; }

    public int AuthorId { get; private set; }

    public User Author { get; private set; } = null!;

    public DateTimeOffset CreatedAt { get; private set; }

    internal sealed class Configuration : IEntityTypeConfiguration<CustomerFollowUp>
    {
        public void Configure(EntityTypeBuilder<CustomerFollowUp> builder)
        {
            builder.ToTable("CustomerFollowUps");
            builder.Property(f => f.Content).HasMaxLength(ContentLength);
            builder.HasOne<Customer>().WithMany().HasForeignKey(f => f.CustomerId).OnDelete(DeleteBehavior.NoAction);
            builder.HasOne(f => f.Author).WithMany().HasForeignKey(f => f.AuthorId).OnDelete(DeleteBehavior.NoAction);

            // Newest first, in the block and on the timeline.
            builder.HasIndex(f => new { f.CustomerId, f.CreatedAt, f.Id }).IsDescending(false, true, true);
        }
    }
}

/// <summary>跟进方式.</summary>
public enum CustomerFollowUpKind
{
    [Named("电话")]
    Phone,

    [Named("拜访")]
    Visit,

    [Named("消息")]
    Message,

    [Named("其他")]
    Other,
}
