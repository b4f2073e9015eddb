using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace WorkOrders.Customers.Duplicates.Finder;

/// <summary>Two neighbouring characters of an enterprise's name, for finding similar names. Written in the same save as the name.</summary>
public sealed class CustomerBigram
{
    private CustomerBigram()
    {
    }

    internal CustomerBigram(int customerId, long pair)
    {
        (CustomerId, Pair) = (customerId, pair);
    }

    private CustomerBigram(Customer customer, long pair)
    {
        (Customer, Pair) = (customer, pair);
    }

    public int CustomerId { get; private set; }

    public Customer Customer { get; private set; } = null!;

    /// <summary>Both code points as one number: the same on every database.</summary>
    public long Pair { get; private set; }

    internal static CustomerBigram Of(Customer customer, long pair) => new(customer, pair);

    internal sealed class Configuration : IEntityTypeConfiguration<CustomerBigram>
    {
        public void Configure(EntityTypeBuilder<CustomerBigram> builder)
        {
            builder.ToTable("CustomerBigrams");
            builder.HasKey(b => new { b.CustomerId, b.Pair });
            builder.HasIndex(b => new { b.Pair, b.CustomerId });
            builder.HasOne(b => b.Customer).WithMany(c => c.Bigrams).HasForeignKey(b => b.CustomerId).OnDelete(DeleteBehavior.Cascade);
        }
    }
}

/// <summary>Interceptor: keeps the bigrams of an enterprise when its name, type or alias changes.</summary>
internal sealed class SaveBigrams : SaveChangesInterceptor
{
    public override InterceptionResult<int> SavingChanges(DbContextEventData eventData, InterceptionResult<int> result)
    {
        var db = eventData.Context!;
        foreach (var customer in Renamed(db))
        {
            Replace(db, customer, IsNew(db, customer) ? [] : [.. Of(db, customer)]);
        }

        return result;
    }

    public override async ValueTask<InterceptionResult<int>> SavingChangesAsync(
        DbContextEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
    {
        var db = eventData.Context!;
        foreach (var customer in Renamed(db))
        {
            Replace(db, customer, IsNew(db, customer) ? [] : await Of(db, customer).ToListAsync(cancellationToken));
        }

        return result;
    }

    private static List<Customer> Renamed(DbContext db) =>
    [
        .. db.ChangeTracker.Entries<Customer>()
            .Where(e => (e.State == EntityState.Added && e.Entity.EnterpriseKey is not null)
                || (e.State == EntityState.Modified && e.Property(c => c.EnterpriseKey) is { IsModified: true } key && key.OriginalValue != key.CurrentValue))
            .Select(e => e.Entity),
    ];

    private static bool IsNew(DbContext db, Customer customer) => db.Entry(customer).State == EntityState.Added;

    private static IQueryable<CustomerBigram> Of(DbContext db, Customer customer) => db.Set<CustomerBigram>().Where(b => b.CustomerId == customer.Id);

    // A save that is tried again finds what the first try added.
    private static void Replace(DbContext db, Customer customer, List<CustomerBigram> stored)
    {
        var known = stored.Concat(db.ChangeTracker.Entries<CustomerBigram>().Where(e => e.State == EntityState.Added && e.Entity.Customer == customer).Select(e => e.Entity)).ToList();
        var wanted = NameLikeness.Bigrams(customer.EnterpriseKey);
        db.RemoveRange(known.Where(b => !wanted.Contains(b.Pair)));
        db.AddRange(wanted.Except(known.Select(b => b.Pair)).Select(pair => CustomerBigram.Of(customer, pair)));
    }
}
