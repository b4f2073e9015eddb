using System.Security.Cryptography;
using WorkOrders.Database.Embedded;
using WorkOrders.Shared;

namespace WorkOrders.Database.Keys;

/// <summary>A key in a file outside the database; encrypts with AES-256-GCM.</summary>
internal sealed class FileKey
{
    private const int Bytes = 32;
    private const int NonceBytes = 12;
    private const int TagBytes = 16;

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private readonly byte[] key;

    private FileKey(byte[] key) => (this.key, Id) = (key, IdOf(key));

    /// <summary>Tells which key encrypted something, and nothing about the key.</summary>
    public string Id { get; }

    /// <summary>Reads the file; makes it when it is missing. Processes that make it at once use the same, under the lock of the cluster beside it.</summary>
    public static async Task<FileKey> ReadOrMakeAsync(string path)
    {
        PrivateFiles.MakeFolder(Path.GetDirectoryName(path)!);
        await using var turn = await ClusterLock.WaitAsync(Path.ChangeExtension(path, ".lock"), Patience);
        if (!File.Exists(path))
        {
            PrivateFiles.Write(path, Convert.ToBase64String(RandomNumberGenerator.GetBytes(Bytes)) + "\n");
        }

        return Read(path);
    }

    public static FileKey Read(string path)
    {
        if (!File.Exists(path))
        {
            throw new DatabaseRefusedException($"the file {path} does not exist. {HowToMake(path)}");
        }

        if (!OperatingSystem.IsWindows() && (File.GetUnixFileMode(path) & (UnixFileMode.OtherRead | UnixFileMode.OtherWrite)) != UnixFileMode.None)
        {
            throw new DatabaseRefusedException($"every account of this machine can read the file {path}. Run: chmod 600 {path}");
        }

        var buffer = new byte[Bytes + 1];
        return Convert.TryFromBase64String(File.ReadAllText(path).Trim(), buffer, out var length) && length == Bytes
            ? new FileKey(buffer[..Bytes])
            : throw new DatabaseRefusedException($"the file {path} does not hold {Bytes} bytes in Base64. {HowToMake(path)}");
    }

    public byte[] Encrypt(byte[] plain)
    {
        var sealedText = new byte[NonceBytes + TagBytes + plain.Length];
        var nonce = sealedText.AsSpan(0, NonceBytes);
        RandomNumberGenerator.Fill(nonce);
        using var aes = new AesGcm(key, TagBytes);
        aes.Encrypt(nonce, plain, sealedText.AsSpan(NonceBytes + TagBytes), sealedText.AsSpan(NonceBytes, TagBytes));
        return sealedText;
    }

    /// <summary>Throws <see cref="CryptographicException"/> when another key encrypted it, or it was changed.</summary>
    public byte[] Decrypt(byte[] sealedText)
    {
        if (sealedText.Length < NonceBytes + TagBytes)
        {
            throw new CryptographicException("The encrypted text is too short.");
        }

        var plain = new byte[sealedText.Length - NonceBytes - TagBytes];
        using var aes = new AesGcm(key, TagBytes);
        aes.Decrypt(sealedText.AsSpan(0, NonceBytes), sealedText.AsSpan(NonceBytes + TagBytes), sealedText.AsSpan(NonceBytes, TagBytes), plain);
        return plain;
    }

    /// <summary>The command that makes a key file.</summary>
    public static string HowToMake(string path) => $"To make it: (umask 077; head -c {Bytes} /dev/urandom | base64 > {path})";

    private static string IdOf(byte[] key) => Convert.ToHexStringLower(HKDF.DeriveKey(HashAlgorithmName.SHA256, key, outputLength: 8, info: "id"u8.ToArray()));
}
