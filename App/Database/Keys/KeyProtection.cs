using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.XmlEncryption;

namespace WorkOrders.Database.Keys;

/// <summary>What encrypts the data-protection keys in the database: a key file or a certificate, which is not in the database.</summary>
internal sealed class KeyProtection
{
    private static readonly XNamespace Signature = "http://www.w3.org/2000/09/xmldsig#";

    private const string Missing =
        "DataProtection:KeyFile: outside Development set it to a key file, or DataProtection:Certificate to a PFX file. It encrypts the data-protection keys, "
        + "so that a copy of the database alone signs nobody in. All nodes need the same.";

    private readonly List<FileKey> files = [];
    private readonly List<X509Certificate2> certificates = [];
    private readonly bool hasCertificate;

    /// <summary>Reads the files of the settings.</summary>
    /// <param name="options">The settings.</param>
    /// <param name="contentRoot">Where relative paths begin.</param>
    /// <param name="ownFile">A key file that the application makes itself when the settings name none; null when they must.</param>
    public KeyProtection(KeyRingOptions options, string contentRoot, string? ownFile)
    {
        hasCertificate = !string.IsNullOrWhiteSpace(options.Certificate);
        var hasFile = !string.IsNullOrWhiteSpace(options.KeyFile);
        OwnFile = hasCertificate || hasFile ? null : ownFile;
        var (password, previousPassword) = (options.CertificatePassword, options.PreviousCertificatePassword ?? options.CertificatePassword);
        Refusal = hasCertificate && hasFile ? "DataProtection:Certificate: set a certificate or a key file, not both; the other one can be a previous one."
            : !hasCertificate && !hasFile && ownFile is null ? $"{Missing} {FileKey.HowToMake("the file")}"
            : Read("Certificate", options.Certificate, path => certificates.Add(Load(path, password)))
                ?? Read("KeyFile", options.KeyFile, path => files.Add(FileKey.Read(path)))
                ?? Read("PreviousCertificates", options.PreviousCertificates, path => certificates.Add(Load(path, previousPassword)))
                ?? Read("PreviousKeyFiles", options.PreviousKeyFiles, path => files.Add(FileKey.Read(path)));

        string? Read(string setting, string? paths, Action<string> read) => (paths ?? "")
            .Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(path => RefusalOf(setting, Path.GetFullPath(path, contentRoot), read)).FirstOrDefault(refusal => refusal is not null);
    }

    /// <summary>Why the application must not start with these settings; null when it may.</summary>
    public string? Refusal { get; }

    /// <summary>The key file that the application makes itself.</summary>
    public string? OwnFile { get; }

    /// <summary>The current certificate, if there is one, and previous ones: what may decrypt.</summary>
    public IReadOnlyList<X509Certificate2> Certificates => certificates;

    /// <summary>The file that encrypts new keys.</summary>
    public FileKey CurrentFile => files[0];

    /// <summary>Reads the application's own key file, or makes it. Not earlier: beside keys that another file encrypted a new one would be of no use.</summary>
    public async Task OpenOwnFileAsync()
    {
        if (OwnFile is not null)
        {
            files.Insert(0, await FileKey.ReadOrMakeAsync(OwnFile));
        }
    }

    public IXmlEncryptor Encryptor(ILoggerFactory logs) => hasCertificate ? new CertificateXmlEncryptor(certificates[0], logs) : new FileKeyEncryptor(this);

    public FileKey? FileOf(string? id) => files.Find(file => file.Id == id);

    /// <summary>Whether the current file or certificate encrypted it, not a previous one.</summary>
    public bool IsCurrent(XElement encrypted) => hasCertificate
        ? encrypted.Descendants(Signature + "X509Certificate").Any(used => Convert.FromBase64String(used.Value).AsSpan().SequenceEqual(certificates[0].RawData))
        : (string?)encrypted.Element(FileKeyDecryptor.Element)?.Attribute(FileKeyDecryptor.KeyId) == CurrentFile.Id;

    private static string? RefusalOf(string setting, string path, Action<string> read)
    {
        try
        {
            read(path);
            return null;
        }
        catch (DatabaseRefusedException refused)
        {
            return $"DataProtection:{setting}: {refused.Message}";
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return $"DataProtection:{setting}: the file {path} can't be read: {failure.Message}";
        }
    }

    private static X509Certificate2 Load(string path, string? password)
    {
        try
        {
            var certificate = X509CertificateLoader.LoadPkcs12FromFile(path, password);
            using var key = certificate.GetRSAPrivateKey();
            return key is null ? throw new DatabaseRefusedException($"the file {path} has no RSA key.") : certificate;
        }
        catch (CryptographicException failure) when (File.Exists(path))
        {
            throw new DatabaseRefusedException($"the file {path} can't be opened with its password: {failure.Message}");
        }
        catch (CryptographicException)
        {
            throw new DatabaseRefusedException($"the file {path} does not exist.");
        }
    }
}
