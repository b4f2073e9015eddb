using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using WorkOrders.Database;

namespace WorkOrders.Staff.SecondFactors;

/// <summary>
/// Hides the second factors of sign-in (两步验证) from whoever reads the database. The server needs an authenticator key again, so it is encrypted. A recovery
/// code it only compares, so that is hashed; with a key, because all codes of ten letters can be tried, and not slowly, because without the key none can.
/// </summary>
internal sealed class SecondFactorKeys(IDbContextFactory<AppDb> factory, IDataProtectionProvider protection)
{
    private const string AuthenticatorKeys = "Staff:AuthenticatorKeys";
    private const string RecoveryCodes = "Staff:RecoveryCodes";

    // As SigningKey: after a database failure the next call retries.
    private readonly Lazy<byte[]> hashKey = new(() => StoredSecret.Get(factory, protection, RecoveryCodes, bytes: 32), LazyThreadSafetyMode.PublicationOnly);

    public string Protect(int userId, string key) => Protector(userId).Protect(key);

    /// <summary>Null when it was encrypted with data-protection keys that are lost, or for another person: their codes are refused.</summary>
    public string? Unprotect(int userId, string protectedKey)
    {
        try
        {
            return Protector(userId).Unprotect(protectedKey);
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    /// <summary>Base64Url; the same code of two people has two hashes.</summary>
    public string HashOf(int userId, string code) =>
        Base64Url.EncodeToString(HMACSHA256.HashData(hashKey.Value, Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{userId} {code}"))));

    private IDataProtector Protector(int userId) => protection.CreateProtector(AuthenticatorKeys, userId.ToString(CultureInfo.InvariantCulture));
}
