using System.Security.Cryptography;
using System.Text;
using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.XmlEncryption;

namespace WorkOrders.Database.Keys;

/// <summary>Encrypts a new data-protection key with the current key file.</summary>
internal sealed class FileKeyEncryptor(KeyProtection protection) : IXmlEncryptor
{
    public EncryptedXmlInfo Encrypt(XElement plaintextElement)
    {
        var key = protection.CurrentFile;
        var text = key.Encrypt(Encoding.UTF8.GetBytes(plaintextElement.ToString(SaveOptions.DisableFormatting)));
        return new EncryptedXmlInfo(
            new XElement(FileKeyDecryptor.Element, new XAttribute(FileKeyDecryptor.KeyId, key.Id), Convert.ToBase64String(text)), typeof(FileKeyDecryptor));
    }
}

/// <summary>Decrypts a data-protection key with the key file that encrypted it. The framework finds this class by its name in the stored key.</summary>
internal sealed class FileKeyDecryptor(KeyProtection protection) : IXmlDecryptor
{
    public const string Element = "fileKey";

    public const string KeyId = "id";

    // The framework creates it with this constructor.
    public FileKeyDecryptor(IServiceProvider services)
        : this(services.GetRequiredService<KeyProtection>())
    {
    }

    public XElement Decrypt(XElement encryptedElement)
    {
        var key = protection.FileOf((string?)encryptedElement.Attribute(KeyId)) ?? throw new CryptographicException("Its key file is not among the settings.");
        return XElement.Parse(Encoding.UTF8.GetString(key.Decrypt(Convert.FromBase64String(encryptedElement.Value))));
    }
}
