using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Tokens;
using WorkOrders.Database;

namespace WorkOrders.Staff.Tokens;

/// <summary>Signing key of access tokens: from the settings, or generated once and shared by all nodes through the database.</summary>
internal sealed class SigningKey(IOptions<JwtOptions> options, IDbContextFactory<AppDb> factory, IDataProtectionProvider protection)
{
    public const int Bytes = 32;

    private const string Name = "Jwt:SigningKey";

    // PublicationOnly doesn't cache exceptions: after a database failure the next request retries. Concurrent callers get the same key.
    private readonly Lazy<SymmetricSecurityKey> key = new(
        () => new(StoredSecret.OfSetting(options.Value.SigningKey, Name, Bytes) ?? StoredSecret.Get(factory, protection, Name, Bytes)),
        LazyThreadSafetyMode.PublicationOnly);

    public SymmetricSecurityKey Value => key.Value;
}
