using System.Security.Cryptography;
using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.XmlEncryption;
using Microsoft.EntityFrameworkCore;
using WorkOrders.Database.Sql;

namespace WorkOrders.Database.Keys;

/// <summary>Looks after the stored data-protection keys at the start: they can be read, and the current key file or certificate encrypts all of them.</summary>
internal sealed class KeysAtRest(IDbContextFactory<AppDb> factory, KeyProtection protection, IServiceProvider services, ILoggerFactory logs)
{
    private const string LastResort = """
        Nothing was changed. If it is lost, stop all nodes and delete the rows of the tables DataProtectionKeys and Secrets. Then everybody signs in again,
        and whoever has two-factor sign-in needs a reset by an administrator.
        """;

    private static readonly XNamespace Framework = "http://schemas.asp.net/2015/03/dataProtection";
    private static readonly XName Encrypted = Framework + "encryptedSecret";
    private static readonly XName DecryptorType = "decryptorType";
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    /// <summary>Refuses a database whose keys can't be decrypted: new keys beside them would sign everybody out and lose the stored secrets.</summary>
    public async Task OpenAsync()
    {
        await using var db = await factory.CreateDbContextAsync();
        var stored = (await db.Database.GetAppliedMigrationsAsync()).Any() ? await ReadAsync(db) : [];
        if (protection.OwnFile is { } own && !File.Exists(own) && stored.Exists(key => key.Xml.Descendants(Encrypted).Any()))
        {
            throw new DatabaseRefusedException(
                $"""
                 The key file {own} is missing. The data-protection keys in the database are encrypted with it. Put it back.
                 {LastResort}
                 """);
        }

        await protection.OpenOwnFileAsync();
        if (stored.Exists(key => !IsReadable(key.Xml)))
        {
            throw new DatabaseRefusedException(
                $"""
                 DataProtection: {protection.OwnFile ?? "the setting"} is not the key file or certificate that encrypted the data-protection keys in the database.
                 Use that one, or name it in DataProtection:PreviousKeyFiles or DataProtection:PreviousCertificates.
                 {LastResort}
                 """);
        }
    }

    /// <summary>Encrypts what stands in the database in plain text, or encrypted with a previous key file or certificate.</summary>
    public async Task EncryptAsync()
    {
        await using var db = await factory.CreateDbContextAsync();
        if ((await ReadAsync(db)).TrueForAll(key => IsCurrent(key.Xml)))
        {
            return;
        }

        await using var transaction = await db.Database.BeginTransactionAsync();
        await NameLock.HoldAsync(db, "key-ring", "encrypt", Patience);
        foreach (var (id, xml) in (await ReadAsync(db)).Where(key => !IsCurrent(key.Xml)))
        {
            var text = Encrypt(Decrypt(xml)).ToString(SaveOptions.DisableFormatting);
            await db.Set<StoredKey>().Where(k => k.Id == id).ExecuteUpdateAsync(set => set.SetProperty(k => k.Xml, text));
        }

        await transaction.CommitAsync();
    }

    private static async Task<List<(int Id, XElement Xml)>> ReadAsync(AppDb db) =>
        [.. (await db.Set<StoredKey>().AsNoTracking().OrderBy(k => k.Id).Select(k => new { k.Id, k.Xml }).ToListAsync())
            .Select(k => (k.Id, XElement.Parse(k.Xml)))];

    private static List<XElement> PlainSecrets(XElement key) => [.. key.Descendants().Where(e => (bool?)e.Attribute(Framework + "requiresEncryption") == true)];

    private bool IsCurrent(XElement key) => PlainSecrets(key).Count == 0 && key.Descendants(Encrypted).All(protection.IsCurrent);

    private bool IsReadable(XElement key)
    {
        try
        {
            Decrypt(key);
            return true;
        }
        catch (CryptographicException)
        {
            return false;
        }
    }

    private XElement Decrypt(XElement key)
    {
        var plain = new XElement(key);
        foreach (var secret in plain.Descendants(Encrypted).ToList())
        {
            secret.ReplaceWith(DecryptorOf(secret).Decrypt(secret.Elements().Single()));
        }

        return plain;
    }

    // As the framework does it when it makes a key.
    private XElement Encrypt(XElement plain)
    {
        var encryptor = protection.Encryptor(logs);
        foreach (var secret in PlainSecrets(plain))
        {
            var info = encryptor.Encrypt(secret);
            secret.ReplaceWith(new XElement(Encrypted, new XAttribute(DecryptorType, info.DecryptorType.AssemblyQualifiedName!), info.EncryptedElement));
        }

        return plain;
    }

    private IXmlDecryptor DecryptorOf(XElement secret) => ((string?)secret.Attribute(DecryptorType))?.Split(',')[0] switch
    {
        var name when name == typeof(FileKeyDecryptor).FullName => new FileKeyDecryptor(protection),
        var name when name == typeof(EncryptedXmlDecryptor).FullName => new EncryptedXmlDecryptor(services),
        var other => throw new CryptographicException($"{other} is not ours."),
    };
}
