using System.Linq.Expressions;
using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace WorkOrders.Staff.Sessions;

/// <summary>A session of the web. The cookie carries a random key; the database has only its hash, so that a copy of the database signs nobody in.</summary>
public sealed class WebSession : Session
{
    /// <summary>Activity is noted once in this time.</summary>
    public static readonly TimeSpan ActivityStep = TimeSpan.FromMinutes(1);

    private const int KeyBytes = 32;

    private WebSession()
    {
    }

    private WebSession(int userId, string securityStamp, DateTimeOffset now, TimeSpan lifetime, SignInPlace place)
        : base(userId, securityStamp, now, now + lifetime, place) => LastActiveAt = now;

    /// <summary>SHA-256 of the key in the cookie.</summary>
    public string KeyHash { get; private set; } = "";

    /// <summary>Last request or act in a page, exact to <see cref="ActivityStep"/>.</summary>
    public DateTimeOffset LastActiveAt { get; private set; }

    /// <summary>Starts a session after the person has proved who they are. <c>Key</c> is for the cookie alone.</summary>
    internal static (WebSession Session, string Key) Start(int userId, string securityStamp, DateTimeOffset now, TimeSpan lifetime, SignInPlace place)
    {
        var key = RandomNumberGenerator.GetHexString(2 * KeyBytes, lowercase: true);
        return (new WebSession(userId, securityStamp, now, lifetime, place) { KeyHash = HashOf(key) }, key);
    }

    public static string HashOf(string key) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)));

    /// <summary>The sessions that stand: not ended, neither idle nor too old, of an account that was not disabled or changed since.</summary>
    public static Expression<Func<WebSession, bool>> IsAlive(DateTimeOffset now, TimeSpan idle)
    {
        var since = now - idle;
        return s => s.EndedAt == null && s.ExpiresAt > now && s.LastActiveAt > since && !s.User.IsDisabled && s.User.SecurityStamp == s.SecurityStamp;
    }

    internal sealed class Configuration : IEntityTypeConfiguration<WebSession>
    {
        public void Configure(EntityTypeBuilder<WebSession> builder)
        {
            Session.Configure(builder, "WebSessions");
            ConfigureHash(builder.Property(s => s.KeyHash));
            builder.HasIndex(s => s.KeyHash).IsUnique();
        }
    }
}
