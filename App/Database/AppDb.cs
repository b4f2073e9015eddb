using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata;
using WorkOrders.Shared;
using WorkOrders.Shared.People;

namespace WorkOrders.Database;

/// <summary>The EF Core context. Features add entity configurations and sets (extension properties). Provider differences are in the two subclasses.</summary>
public abstract class AppDb(DbContextOptions options) : IdentityDbContext<User, Role, int>(options)
{
    public override int SaveChanges(bool acceptAllChangesOnSuccess)
    {
        RaiseVersions();
        return base.SaveChanges(acceptAllChangesOnSuccess);
    }

    public override Task<int> SaveChangesAsync(bool acceptAllChangesOnSuccess, CancellationToken cancellationToken = default)
    {
        RaiseVersions();
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

            Adapt(entity);
            entity.GetProperties().ToList().ForEach(Adapt);
            entity.GetIndexes().ToList().ForEach(Adapt);
        }
    }

    /// <summary>Applies the <see cref="ProviderHints"/> of the model for this provider.</summary>
    private protected abstract void Adapt(IMutableEntityType entity);

    /// <inheritdoc cref="Adapt(IMutableEntityType)"/>
    private protected abstract void Adapt(IMutableProperty property);

    /// <inheritdoc cref="Adapt(IMutableEntityType)"/>
    private protected abstract void Adapt(IMutableIndex index);

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        configurationBuilder.Properties<Enum>().HaveConversion<string>().HaveMaxLength(20).AreUnicode(false);
        configurationBuilder.Properties<decimal>().HavePrecision(15, 2);
        configurationBuilder.Properties<PhoneNumber>().HaveConversion<PhoneNumberConverter>().HaveMaxLength(PhoneNumber.KeyLength).AreUnicode(false);
        configurationBuilder.Properties<IdNumber>().HaveConversion<IdNumberConverter>().HaveMaxLength(IdNumber.MaxLength).AreUnicode(false);
        configurationBuilder.Properties<PostalAddress>().HaveConversion<PostalAddressConverter>().HaveMaxLength(PostalAddress.MaxLength);
        configurationBuilder.Properties<EmailAddress>().HaveConversion<EmailAddressConverter>().HaveMaxLength(EmailAddress.MaxLength);
        configurationBuilder.Properties<FreeText>().HaveConversion<FreeTextConverter>();
        foreach (var kind in Codes.Kinds)
        {
            configurationBuilder.Properties(kind).HaveConversion(typeof(CodeConverter<>).MakeGenericType(kind)).HaveMaxLength(Codes.MaxLength).AreUnicode(false);
        }
    }

    private void RaiseVersions()
    {
        foreach (var entry in ChangeTracker.Entries())
        {
            RaiseVersion(entry);
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
