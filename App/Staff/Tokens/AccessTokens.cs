using System.Buffers.Text;
using System.Globalization;
using System.Security.Claims;
using System.Text.Json;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using WorkOrders.Api;
using WorkOrders.Shared;

namespace WorkOrders.Staff.Tokens;

/// <summary>Issues access tokens, and says which are valid: HS256 with our key, our issuer and audience, not yet expired.</summary>
internal sealed class AccessTokens(SigningKey key, IOptions<JwtOptions> options, TimeProvider time)
{
    /// <summary>Longer tokens are rejected before decoding.</summary>
    public const int LongestToken = 8 * 1024;

    // Claims of the token that have another name in the principal; the rest keep theirs.
    private static readonly Dictionary<string, string> Renamed = new(StringComparer.Ordinal)
    {
        [JwtRegisteredClaimNames.Sub] = ClaimTypes.NameIdentifier,
        [JwtRegisteredClaimNames.PreferredUsername] = ClaimTypes.Name,
        ["roles"] = ClaimTypes.Role,
    };

    public JsonWebTokenHandler Handler { get; } = new() { MaximumTokenSizeInBytes = LongestToken, MapInboundClaims = true, InboundClaimTypeMap = Renamed };

    // The key is read at the first token, not here: an exception while options are made would be kept until the next start.
    public TokenValidationParameters Parameters { get; } = new()
    {
        AuthenticationType = ApiConfiguration.TokenScheme,
        ValidAlgorithms = [SecurityAlgorithms.HmacSha256],
        ValidTypes = [JwtConstants.HeaderType],
        ValidIssuer = options.Value.Issuer,
        ValidAudience = options.Value.Audience,
        IgnoreTrailingSlashWhenValidatingAudience = false,
        IssuerSigningKeyResolver = (_, _, _, _) => [key.Value],
        LifetimeValidator = (from, until, token, _) => HasNumericTimes((JsonWebToken)token) && IsInTime(from, until, time.GetUtcNow().UtcDateTime),
    };

    /// <summary>Reads the signing key; throws when the database is away, which is no fault of the token.</summary>
    public void EnsureKey() => _ = key.Value;

    public string Sign(ApiUser user, Guid session)
    {
        var now = time.GetUtcNow().UtcDateTime;
        var claims = new Dictionary<string, object?>(StringComparer.Ordinal)
        {
            [JwtRegisteredClaimNames.Sub] = user.Id.ToString(CultureInfo.InvariantCulture),
            [CurrentUser.SessionClaim] = session.ToString("N"),
            [JwtRegisteredClaimNames.PreferredUsername] = user.Username,
            [CurrentUser.NameClaim] = user.RealName,
            ["roles"] = user.IdentityRoles,
            [CurrentUser.TeamClaim] = user.Team,
            ["company"] = user.Company,
            ["department"] = user.Department,
            ["organization"] = user.Organization,
        };
        return Handler.CreateToken(new SecurityTokenDescriptor
        {
            Issuer = options.Value.Issuer,
            Audience = options.Value.Audience,
            IssuedAt = now,
            NotBefore = now,
            Expires = now + options.Value.AccessTokenLifetime,
            Claims = claims.Where(c => c.Value is not null).ToDictionary(c => c.Key, c => c.Value!, StringComparer.Ordinal),
            SigningCredentials = new SigningCredentials(key.Value, SecurityAlgorithms.HmacSha256),
        });
    }

    private static bool IsInTime(DateTime? from, DateTime? until, DateTime now) => now < until && (from is null || now >= from);

    // The package also takes a time written as text; RFC 7519 allows numbers only.
    private static bool HasNumericTimes(JsonWebToken token)
    {
        using var claims = JsonDocument.Parse(Base64Url.DecodeFromChars(token.EncodedPayload));
        return IsNumber(claims.RootElement, JwtRegisteredClaimNames.Exp) && IsNumber(claims.RootElement, JwtRegisteredClaimNames.Nbf);
    }

    private static bool IsNumber(JsonElement claims, string name) => !claims.TryGetProperty(name, out var value) || value.ValueKind == JsonValueKind.Number;
}
