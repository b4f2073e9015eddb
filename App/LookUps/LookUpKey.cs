using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using WorkOrders.Database;
using WorkOrders.Shared;

namespace WorkOrders.LookUps;

/// <summary>
/// Hashes looked-up numbers with a secret key, so that the record can tell whether two are the same number but doesn't contain it. Without the key a
/// hash of eleven digits would be reversed by trying all of them.
/// </summary>
public sealed class LookUpKey(IOptions<LookUpOptions> options, IDbContextFactory<AppDb> factory, IDataProtectionProvider protection)
{
    public const int Bytes = 32;

    private const string Name = "LookUps:HashKey";

    // As SigningKey: after a database failure the next call retries.
    private readonly Lazy<byte[]> key = new(
        () => StoredSecret.OfSetting(options.Value.HashKey, Name, Bytes) ?? StoredSecret.Get(factory, protection, Name, Bytes),
        LazyThreadSafetyMode.PublicationOnly);

    /// <summary>Mask and hash of the comparison form, so that two spellings of a number are one value.</summary>
    internal LookedUpValue ValueOf(Sensitive typed) => typed switch
    {
        PhoneNumber phone => Of(LookUpKind.Phone, phone.Key),
        IdNumber id => Of(LookUpKind.IdNumber, id.Key),
        _ => throw new InvalidOperationException($"{typed.GetType().Name} is not looked up."),
    };

    /// <summary>The hash of a value; <paramref name="kind"/> keeps values of different kinds apart. In lowercase hexadecimal.</summary>
    internal string HashOf(string kind, string value) => Convert.ToHexStringLower(HMACSHA256.HashData(key.Value, Encoding.UTF8.GetBytes($"{kind} {value}")));

    private LookedUpValue Of(LookUpKind kind, Sensitive form) => new(kind, form.Masked, form, HashOf(kind.ToString(), form.Unmask()));
}

/// <summary>
/// A looked-up value; its <paramref name="Number"/>, the comparison form, is not stored. <paramref name="Hash"/> is null for a file, which is never the
/// same as another.
/// </summary>
internal sealed record LookedUpValue(LookUpKind Kind, string Shown, Sensitive? Number, string? Hash)
{
    // Masked before it is cut: half a number would not be masked.
    public static LookedUpValue OfFile(string name) => new(LookUpKind.File, Normalise.Start(FreeText.MaskNumbers(name), LookUpRecord.ValueLength), null, null);
}
