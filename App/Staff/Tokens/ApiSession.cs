using System.Linq.Expressions;
using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using WorkOrders.Shared.People;
using WorkOrders.Staff.Sessions;

namespace WorkOrders.Staff.Tokens;

/// <summary>A session of the API: a family of refresh tokens of which only the newest is valid.</summary>
public sealed class ApiSession : Session
{
    private ApiSession()
    {
    }

    private ApiSession(User user, DateTimeOffset now, TimeSpan lifetime, SignInPlace place)
        : base(user.Id, user.SecurityStamp!, now, now + lifetime, place)
    {
    }

    /// <summary>SHA-256 of the valid refresh token.</summary>
    public string RefreshHash { get; private set; } = "";

    /// <summary>SHA-256 of the refresh token before; null before the first refresh.</summary>
    public string? PreviousHash { get; private set; }

    /// <summary>When <see cref="PreviousHash"/> was exchanged.</summary>
    public DateTimeOffset? RefreshedAt { get; private set; }

    internal static (ApiSession Session, string RefreshToken) Start(User user, DateTimeOffset now, TimeSpan lifetime, SignInPlace place)
    {
        var session = new ApiSession(user, now, lifetime, place);
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

    /// <summary>The sessions that stand: not ended, not expired, of an account that was not disabled or changed since.</summary>
    public static Expression<Func<ApiSession, bool>> IsAlive(DateTimeOffset now) =>
        s => s.EndedAt == null && s.ExpiresAt > now && !s.User.IsDisabled && s.User.SecurityStamp == s.SecurityStamp;

    public static string HashOf(string refreshToken) => Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(refreshToken)));

    internal sealed class Configuration : IEntityTypeConfiguration<ApiSession>
    {
        public void Configure(EntityTypeBuilder<ApiSession> builder)
        {
            Session.Configure(builder, "ApiSessions");
            ConfigureHash(builder.Property(s => s.RefreshHash));
            ConfigureHash(builder.Property(s => s.PreviousHash));
        }
    }
}
