using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.Options;
using WorkOrders.Database;
using WorkOrders.Shared;
using WorkOrders.Staff.Account;

namespace WorkOrders.Staff.Sessions;

/// <summary>
/// The sessions of the web in the database. Who a request belongs to is read with its session, so that a new name or team shows at once; the answer is kept in
/// memory for <see cref="StaffOptions.RevalidationInterval"/>.
/// </summary>
internal sealed class SessionStore(
    IDbContextFactory<AppDb> factory, IMemoryCache cache, IOptions<StaffOptions> options, TimeProvider time, ILogger<SessionStore> log) : ITicketStore
{
    // What an outage of the database leaves to show: without it nothing can be read or changed anyway.
    private static readonly TimeSpan Remembered = TimeSpan.FromMinutes(5);

    private static readonly PathString Circuits = new("/_blazor");

    public Task<string> StoreAsync(AuthenticationTicket ticket) => throw new NotSupportedException("A session needs the request that starts it.");

    public Task<string> StoreAsync(AuthenticationTicket ticket, CancellationToken cancellationToken) => StoreAsync(ticket);

    public async Task<string> StoreAsync(AuthenticationTicket ticket, HttpContext httpContext, CancellationToken cancellationToken)
    {
        var me = CurrentUser.From(ticket.Principal)!;
        var (session, key) = WebSession.Start(
            me.Id, StaffClaims.StampOf(ticket.Principal)!, time.GetUtcNow(), options.Value.SessionLifetime, SignInPlace.Of(httpContext));
        await using var db = await factory.CreateDbContextAsync(CancellationToken.None);
        db.Add(session);
        await db.SaveChangesAsync(CancellationToken.None);

        // For the rest of this request, whose user is of the ticket.
        StaffClaims.AddSession((ClaimsIdentity)ticket.Principal.Identity!, session.Id);
        return key;
    }

    /// <summary>Never called: a session is not extended, and a sign-in starts a new one (<see cref="StaffSignIn"/>).</summary>
    public Task RenewAsync(string key, AuthenticationTicket ticket) => throw new NotSupportedException("A sign-in starts a session of its own.");

    public Task<AuthenticationTicket?> RetrieveAsync(string key) => RetrieveAsync(key, isAct: false);

    /// <summary>The page's line to the server is no activity: it stays open while nobody is there.</summary>
    public Task<AuthenticationTicket?> RetrieveAsync(string key, HttpContext httpContext, CancellationToken cancellationToken) =>
        RetrieveAsync(key, isAct: !httpContext.Request.Path.StartsWithSegments(Circuits));

    public Task RemoveAsync(string key)
    {
        var hash = WebSession.HashOf(key);
        return EndAsync(db => db.WebSessions.Where(s => s.KeyHash == hash));
    }

    /// <summary>Ends the session that a principal belongs to; nothing when it belongs to none.</summary>
    public Task EndAsync(ClaimsPrincipal principal) =>
        StaffClaims.SessionOf(principal) is { } id ? EndAsync(db => db.WebSessions.Where(s => s.Id == id)) : Task.CompletedTask;

    private async Task EndAsync(Func<AppDb, IQueryable<WebSession>> which)
    {
        var now = time.GetUtcNow();
        await using var db = await factory.CreateDbContextAsync();
        var ended = await which(db).Where(s => s.EndedAt == null).Select(s => s.KeyHash).ToListAsync();
        await which(db).Where(s => s.EndedAt == null).ExecuteUpdateAsync(set => set.SetProperty(s => s.EndedAt, now));
        ended.ForEach(hash => cache.Remove(CacheKey(hash)));
    }

    private async Task<AuthenticationTicket?> RetrieveAsync(string key, bool isAct)
    {
        var now = time.GetUtcNow();
        var hash = WebSession.HashOf(key);
        var kept = cache.Get<Kept>(CacheKey(hash));
        if (kept is not null && now - kept.AskedAt < options.Value.RevalidationInterval && !(isAct && kept.IsActivityDue(now)))
        {
            return kept.Ticket(now);
        }

        try
        {
            kept = await AskAsync(hash, isAct, now);
        }
        catch (Exception failure) when (kept is not null && failure.IsDatabaseFailure())
        {
            log.LogWarning(failure, "A session could not be checked; it goes on as it was.");
            return kept.Ticket(now);
        }

        if (kept is null)
        {
            cache.Remove(CacheKey(hash));
            return null;
        }

        cache.Set(CacheKey(hash), kept, Remembered);
        return kept.Ticket(now);
    }

    private async Task<Kept?> AskAsync(string hash, bool isAct, DateTimeOffset now)
    {
        await using var db = await factory.CreateDbContextAsync();
        var found = await db.WebSessions.AsNoTracking().Where(WebSession.IsAlive(now, options.Value.SessionIdle)).Where(s => s.KeyHash == hash)
            .Select(s => new
            {
                s.Id,
                s.StartedAt,
                s.LastActiveAt,
                s.ExpiresAt,
                Person = new SignedIn(
                    s.UserId, s.User.UserName!, s.User.DisplayName, s.User.DutyStatus, s.User.Team, s.SecurityStamp, s.User.MustChangePassword,
                    s.User.GrantedRoles.Select(r => r.Name!).ToList()),
            })
            .FirstOrDefaultAsync();
        if (found is null)
        {
            return null;
        }

        var activeAt = found.LastActiveAt;
        if (isAct && now - activeAt >= WebSession.ActivityStep)
        {
            await db.WebSessions.Where(s => s.Id == found.Id && s.LastActiveAt < now).ExecuteUpdateAsync(set => set.SetProperty(s => s.LastActiveAt, now));
            activeAt = now;
        }

        return new Kept(StaffClaims.Of(found.Person, found.Id), found.StartedAt, found.ExpiresAt, activeAt, now);
    }

    private static (string, string) CacheKey(string hash) => (nameof(SessionStore), hash);

    private sealed record Kept(ClaimsIdentity Identity, DateTimeOffset StartedAt, DateTimeOffset ExpiresAt, DateTimeOffset ActiveAt, DateTimeOffset AskedAt)
    {
        public bool IsActivityDue(DateTimeOffset now) => now - ActiveAt >= WebSession.ActivityStep;

        public AuthenticationTicket? Ticket(DateTimeOffset now) => now >= ExpiresAt
            ? null
            : new AuthenticationTicket(
                new ClaimsPrincipal(Identity), new AuthenticationProperties { IssuedUtc = StartedAt, ExpiresUtc = ExpiresAt }, IdentityConstants.ApplicationScheme);
    }
}
