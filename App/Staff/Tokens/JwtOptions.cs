namespace WorkOrders.Staff.Tokens;

/// <summary>The settings section Jwt.</summary>
public sealed class JwtOptions
{
    public string Issuer { get; set; } = "workorders";

    public string Audience { get; set; } = "workorders-api";

    /// <summary>Base64, at least 32 bytes. Empty: a key is generated at first start and stored, encrypted, in the database.</summary>
    public string? SigningKey { get; set; }

    public TimeSpan AccessTokenLifetime { get; set; } = TimeSpan.FromHours(1);

    public TimeSpan RefreshTokenLifetime { get; set; } = TimeSpan.FromDays(7);

    /// <summary>A session of the API ends this long after its sign-in, however often it was refreshed.</summary>
    public TimeSpan SessionLifetime { get; set; } = TimeSpan.FromDays(30);
}
