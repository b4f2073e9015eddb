using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Microsoft.Extensions.Options;
using WorkOrders.Database.Keys;

namespace WorkOrders.Database;

/// <summary>Stores the data-protection keys in the database, so that all nodes can read each other's cookies.</summary>
internal sealed class KeyRing(IDbContextFactory<AppDb> factory) : IXmlRepository
{
    public IReadOnlyCollection<XElement> GetAllElements()
    {
        using var db = factory.CreateDbContext();
        return [.. db.Set<StoredKey>().AsNoTracking().OrderBy(k => k.Id).Select(k => k.Xml).AsEnumerable().Select(XElement.Parse)];
    }

    public void StoreElement(XElement element, string friendlyName)
    {
        using var db = factory.CreateDbContext();
        db.Add(new StoredKey { Name = friendlyName, Xml = element.ToString(SaveOptions.DisableFormatting) });
        db.SaveChanges();
    }

    /// <summary>Registers the keys and what encrypts them.</summary>
    /// <param name="builder">The application.</param>
    /// <param name="ownFile">The key file that the application makes itself unless the settings name one; null when they must.</param>
    public static void AddTo(WebApplicationBuilder builder, string? ownFile)
    {
        var settings = builder.Configuration.GetSection("DataProtection").Get<KeyRingOptions>() ?? new KeyRingOptions();
        var protection = new KeyProtection(settings, builder.Environment.ContentRootPath, ownFile);
        var services = builder.Services;
        services.AddSingleton(protection);
        services.AddSingleton<KeysAtRest>();
        services.AddOptions<KeyRingOptions>().Validate(_ => protection.Refusal is null, protection.Refusal ?? "").ValidateOnStart();
        services.AddDataProtection().SetApplicationName("WorkOrders").UnprotectKeysWithAnyCertificate([.. protection.Certificates]);
        services.AddSingleton<IConfigureOptions<KeyManagementOptions>>(provider => new ConfigureOptions<KeyManagementOptions>(options =>
        {
            options.XmlRepository = ActivatorUtilities.CreateInstance<KeyRing>(provider);
            options.XmlEncryptor = protection.Encryptor(provider.GetRequiredService<ILoggerFactory>());
        }));
    }
}

/// <summary>One data-protection key as XML.</summary>
internal sealed class StoredKey
{
    public int Id { get; init; }

    public string Name { get; init; } = "";

    public string Xml { get; init; } = "";

    internal sealed class Configuration : IEntityTypeConfiguration<StoredKey>
    {
        public void Configure(EntityTypeBuilder<StoredKey> builder)
        {
            builder.ToTable("DataProtectionKeys");
            builder.Property(k => k.Name).HasMaxLength(100);
        }
    }
}
