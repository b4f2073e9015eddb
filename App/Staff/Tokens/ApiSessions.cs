using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.Options;
using WorkOrders.AccessRecords;
using WorkOrders.Database;
using WorkOrders.Shared.People;
using WorkOrders.Staff.Sessions;

namespace WorkOrders.Staff.Tokens;

/// <summary>Starts, refreshes and ends API sessions.</summary>
internal sealed class ApiSessions(
    IDbContextFactory<AppDb> factory,
    AccessTokens tokens,
    IOptions<JwtOptions> options,
    IOptions<StaffOptions> staff,
    IMemoryCache cache,
    AccessWriter access,
    TimeProvider time)
{
    /// <summary>The answer to a refresh may have been lost on the way: within this time the token before may be sent again.</summary>
    private static readonly TimeSpan Retry = TimeSpan.FromSeconds(10);

    /// <summary>Starts a session after the password was verified.</summary>
    public async Task<ApiTokens> StartAsync(User user, SignInPlace place)
    {
        var now = time.GetUtcNow();
        await using var db = await factory.CreateDbContextAsync();
        var (session, refreshToken) = ApiSession.Start(user, now, Shorter(options.Value.RefreshTokenLifetime, options.Value.SessionLifetime), place);
        db.Add(session);
        await db.SaveChangesAsync();
        var person = await ReadUserAsync(db, user.Id);
        return new ApiTokens(tokens.Sign(person, session.Id), refreshToken, person);
    }

    /// <summary>
    /// Rotates the tokens. Reuse of an old refresh token ends the whole session, because the token may have been stolen; only the last one may be sent once more
    /// within <see cref="Retry"/>, and gets another successor in place of the one whose answer was lost.
    /// </summary>
    public async Task<ApiTokens?> RefreshAsync(string? refreshToken)
    {
        if (ApiSession.IdOf(refreshToken) is not { } id)
        {
            return null;
        }

        var now = time.GetUtcNow();
        await using var db = await factory.CreateDbContextAsync();
        if (await db.ApiSessions.AsNoTracking().Where(ApiSession.IsAlive(now)).FirstOrDefaultAsync(s => s.Id == id) is not { } session)
        {
            return null;
        }

        var hash = ApiSession.HashOf(refreshToken!);
        var (next, nextHash) = session.NewRefreshToken();
        var expires = now + Shorter(options.Value.RefreshTokenLifetime, session.StartedAt + options.Value.SessionLifetime - now);
        var open = db.ApiSessions.Where(s => s.Id == id && s.EndedAt == null);
        var rotated = await open.Where(s => s.RefreshHash == hash).ExecuteUpdateAsync(set => set
            .SetProperty(s => s.RefreshHash, nextHash).SetProperty(s => s.PreviousHash, hash).SetProperty(s => s.RefreshedAt, now).SetProperty(s => s.ExpiresAt, expires));
        if (rotated == 0)
        {
            var since = now - Retry;
            rotated = await open.Where(s => s.PreviousHash == hash && s.RefreshedAt >= since).ExecuteUpdateAsync(set => set.SetProperty(s => s.RefreshHash, nextHash));
        }

        if (rotated == 0)
        {
            // Ended by somebody else meanwhile: then it was not used twice.
            if (!await open.AnyAsync())
            {
                return null;
            }

            await EndAsync(id);
            await access.TokenReuseAsync(session.UserId, id);
            return null;
        }

        var user = await ReadUserAsync(db, session.UserId);
        return new ApiTokens(tokens.Sign(user, id), next, user);
    }

    /// <summary>Signs out. Access tokens of the session become invalid (on other nodes within <see cref="StaffOptions.RevalidationInterval"/>).</summary>
    public async Task EndAsync(Guid id)
    {
        var now = time.GetUtcNow();
        await using var db = await factory.CreateDbContextAsync();
        await db.ApiSessions.Where(s => s.Id == id && s.EndedAt == null).ExecuteUpdateAsync(set => set.SetProperty(s => s.EndedAt, now));
        cache.Remove(CacheKey(id));
    }

    /// <summary>True when the session is valid; cached for <see cref="StaffOptions.RevalidationInterval"/>.</summary>
    public async ValueTask<bool> IsAliveAsync(Guid id)
    {
        if (cache.TryGetValue(CacheKey(id), out bool alive))
        {
            return alive;
        }

        await using var db = await factory.CreateDbContextAsync();
        alive = await db.ApiSessions.Where(ApiSession.IsAlive(time.GetUtcNow())).AnyAsync(s => s.Id == id);
        return cache.Set(CacheKey(id), alive, staff.Value.RevalidationInterval);
    }

    private static TimeSpan Shorter(TimeSpan one, TimeSpan other) => one < other ? one : other;

    /// <summary>The user for API responses; null when they no longer exist.</summary>
    public async Task<ApiUser?> UserAsync(int userId)
    {
        await using var db = await factory.CreateDbContextAsync();
        return await db.Users.AnyAsync(u => u.Id == userId) ? await ReadUserAsync(db, userId) : null;
    }

    private static async Task<ApiUser> ReadUserAsync(AppDb db, int id)
    {
        var user = await db.Users.AsNoTracking().Include(u => u.GrantedRoles).SingleAsync(u => u.Id == id);
        return ApiUser.Of(user);
    }

    private static (string, Guid) CacheKey(Guid id) => (nameof(ApiSessions), id);
}

/// <summary>Result of a sign-in or refresh.</summary>
internal sealed record ApiTokens(string AccessToken, string RefreshToken, ApiUser User);
