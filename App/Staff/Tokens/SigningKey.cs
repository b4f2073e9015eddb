using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Tokens;
using WorkOrders.Database;

namespace WorkOrders.Staff.Tokens;

/// <summary>Signing key of access tokens: from the settings, or generated once and shared by all nodes through the database.</summary>
internal sealed class SigningKey(IOptions<JwtOptions> options, IDbContextFactory<AppDb> factory, IDataProtectionProvider protection)
{
    public const int Bytes = 32;

    // PublicationOnly doesn't cache exceptions: after a database failure the next request retries. Concurrent callers get the same key.
    private readonly Lazy<SymmetricSecurityKey> key = new(
        () => new(OfSettings(options.Value.SigningKey) ?? OfDatabase(factory, protection.CreateProtector("Jwt:SigningKey"))), LazyThreadSafetyMode.PublicationOnly);

    public SymmetricSecurityKey Value => key.Value;

    private static byte[]? OfSettings(string? setting)
    {
        if (string.IsNullOrWhiteSpace(setting))
        {
            return null;
        }

        var bytes = Convert.FromBase64String(setting);
        return bytes.Length >= Bytes ? bytes : throw new InvalidOperationException($"Jwt:SigningKey has {bytes.Length} bytes; at least {Bytes} are required.");
    }

    private static byte[] OfDatabase(IDbContextFactory<AppDb> factory, IDataProtector protector)
    {
        using var db = factory.CreateDbContext();
        if (Stored(db) is null)
        {
            db.Add(new StoredSigningKey { Protected = protector.Protect(RandomNumberGenerator.GetBytes(Bytes)) });
            try
            {
                db.SaveChanges();
            }
            catch (DbUpdateException)
            {
                // Another node saved its key first; use that one.
                db.ChangeTracker.Clear();
            }
        }

        return protector.Unprotect(Stored(db)!.Protected);
    }

    private static StoredSigningKey? Stored(AppDb db) => db.Set<StoredSigningKey>().AsNoTracking().SingleOrDefault();
}

/// <summary>The stored key (a single row), encrypted with the data-protection keys.</summary>
internal sealed class StoredSigningKey
{
    public const int OnlyId = 1;

    public int Id { get; init; } = OnlyId;

    public byte[] Protected { get; init; } = [];

    internal sealed class Configuration : IEntityTypeConfiguration<StoredSigningKey>
    {
        public void Configure(EntityTypeBuilder<StoredSigningKey> builder)
        {
            builder.ToTable("ApiSigningKeys");
            builder.Property(k => k.Id).ValueGeneratedNever();
        }
    }
}
