using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using WorkOrders.Shared.People;

namespace WorkOrders.Staff.Tokens;

/// <summary>A sign-in to the API: a family of refresh tokens of which only the newest is valid.</summary>
public sealed class ApiSession
{
    private ApiSession()
    {
    }

    private ApiSession(User user, DateTimeOffset now, DateTimeOffset expiresAt) =>
        (Id, UserId, SecurityStamp, StartedAt, ExpiresAt) = (Guid.CreateVersion7(now), user.Id, user.SecurityStamp!, now, expiresAt);

    public Guid Id { get; private set; }

    public int UserId { get; private set; }

    public User User { get; private set; } = null!;

    /// <summary>Value at sign-in. A change of password or roles, or a disabled account, ends the session.</summary>
    public string SecurityStamp { get; private set; } = "";

    /// <summary>SHA-256 of the valid refresh token.</summary>
    public string RefreshHash { get; private set; } = "";

    public DateTimeOffset StartedAt { get; private set; }

    public DateTimeOffset ExpiresAt { get; private set; }

    /// <summary>Time of sign-out, or of the second use of a refresh token.</summary>
    public DateTimeOffset? EndedAt { get; private set; }

    public static (ApiSession Session, string RefreshToken) Start(User user, DateTimeOffset now, TimeSpan lifetime)
    {
        var session = new ApiSession(user, now, now + lifetime);
        var (token, hash) = session.NewRefreshToken();
        session.RefreshHash = hash;
        return (session, token);
    }

    /// <summary>Creates the next refresh token and its hash. It becomes valid when the hash is saved.</summary>
    public (string Token, string Hash) NewRefreshToken()
    {
        var token = $"{Id:N}.{RandomNumberGenerator.GetHexString(64, lowercase: true)}";
        return (token, HashOf(token));
    }

    /// <summary>The session id in a refresh token; null when the format is invalid.</summary>
    public static Guid? IdOf(string? refreshToken) =>
        refreshToken is { Length: 97 } && refreshToken[32] == '.' && Guid.TryParseExact(refreshToken[..32], "N", out var id) ? id : null;

    public static string HashOf(string refreshToken) => Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(refreshToken)));

    internal sealed class Configuration : IEntityTypeConfiguration<ApiSession>
    {
        public void Configure(EntityTypeBuilder<ApiSession> builder)
        {
            builder.ToTable("ApiSessions");
            builder.Property(s => s.Id).ValueGeneratedNever();
            builder.Property(s => s.SecurityStamp).HasMaxLength(100);
            builder.Property(s => s.RefreshHash).HasMaxLength(64).IsUnicode(false);
            builder.HasOne(s => s.User).WithMany().HasForeignKey(s => s.UserId);
        }
    }
}
