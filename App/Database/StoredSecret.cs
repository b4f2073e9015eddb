using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace WorkOrders.Database;

/// <summary>A random secret that all nodes share, such as the signing key of access tokens; encrypted with the data-protection keys.</summary>
internal sealed class StoredSecret
{
    public const int NameLength = 50;

    public string Name { get; init; } = "";

    public byte[] Protected { get; init; } = [];

    /// <summary>The secret of this name; the first call on any node generates it.</summary>
    public static byte[] Get(IDbContextFactory<AppDb> factory, IDataProtectionProvider protection, string name, int bytes)
    {
        var protector = protection.CreateProtector(name);
        using var db = factory.CreateDbContext();
        if (Find(db, name) is null)
        {
            db.Add(new StoredSecret { Name = name, Protected = protector.Protect(RandomNumberGenerator.GetBytes(bytes)) });
            try
            {
                db.SaveChanges();
            }
            catch (DbUpdateException exception) when (exception.IsUniqueViolation())
            {
                // Another node saved its secret first; use that one.
                db.ChangeTracker.Clear();
            }
        }

        return protector.Unprotect(Find(db, name)!.Protected);
    }

    /// <summary>The secret of a setting in Base64; null when the setting is empty.</summary>
    public static byte[]? OfSetting(string? setting, string name, int bytes)
    {
        if (string.IsNullOrWhiteSpace(setting))
        {
            return null;
        }

        var secret = Convert.FromBase64String(setting);
        return secret.Length >= bytes ? secret : throw new InvalidOperationException($"{name} has {secret.Length} bytes; at least {bytes} are required.");
    }

    private static StoredSecret? Find(AppDb db, string name) => db.Set<StoredSecret>().AsNoTracking().SingleOrDefault(s => s.Name == name);

    internal sealed class Configuration : IEntityTypeConfiguration<StoredSecret>
    {
        public void Configure(EntityTypeBuilder<StoredSecret> builder)
        {
            builder.ToTable("Secrets");
            builder.HasKey(s => s.Name);
            builder.Property(s => s.Name).HasMaxLength(NameLength).IsUnicode(false);
        }
    }
}
