namespace WorkOrders.Api;

/// <summary>The section Jwt of the settings.</summary>
public sealed class JwtOptions
{
    public string Issuer { get; set; } = "workorders";

    public string Audience { get; set; } = "workorders-api";

    /// <summary>Base64, at least 32 bytes. Without it a key is made at the first start and kept, protected, in the database.</summary>
    public string? SigningKey { get; set; }

    public TimeSpan AccessTokenLifetime { get; set; } = TimeSpan.FromHours(1);

    public TimeSpan RefreshTokenLifetime { get; set; } = TimeSpan.FromDays(7);
}
