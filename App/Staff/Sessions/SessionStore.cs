using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Diagnostics;
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
    IDbContextFactory<AppDb> factory, IMemoryCache cache, SessionWatch watch, IOptions<StaffOptions> options, TimeProvider time, ILogger<SessionStore> log) : ITicketStore
{
    /// <summary>In the items of a request: a session begins, whatever the cookie says.</summary>
    public static readonly object Begins = new();

    // How long what is known may be used while the database fails.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

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

    /// <summary>The page's line to the server, and asking whether the server lives, are no activity: that goes on while nobody is there.</summary>
    public async Task<AuthenticationTicket?> RetrieveAsync(string key, HttpContext httpContext, CancellationToken cancellationToken)
    {
        if (httpContext.Items.ContainsKey(Begins))
        {
            return null;
        }

        var path = httpContext.Request.Path;
        try
        {
            return await RetrieveAsync(key, isAct: !path.StartsWithSegments(RequestOfSession.Line) && !path.StartsWithSegments("/health"));
        }
        catch (Exception failure) when (failure.IsDatabaseFailure() && httpContext.Features.Get<IExceptionHandlerFeature>() is not null)
        {
            // The page that tells of the failure is for everybody.
            return null;
        }
    }

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
            return TicketOf(kept, now);
        }

        try
        {
            kept = await AskAsync(hash, isAct, now);
        }
        catch (Exception failure) when (kept is not null && now - kept.AskedAt < Patience && failure.IsDatabaseFailure())
        {
            log.LogWarning(failure, "A session could not be checked; it goes on for a moment.");
            return TicketOf(kept, now);
        }

        cache.Set(CacheKey(hash), kept, Patience);
        return TicketOf(kept, now);
    }

    private async Task<Kept> AskAsync(string hash, bool isAct, DateTimeOffset now)
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
            return new Kept(null, null, now, now, now, now);
        }

        var activeAt = found.LastActiveAt;
        if (isAct && now - activeAt >= WebSession.ActivityStep)
        {
            var before = now - WebSession.ActivityStep;
            await db.WebSessions.Where(s => s.Id == found.Id && s.LastActiveAt <= before).ExecuteUpdateAsync(set => set.SetProperty(s => s.LastActiveAt, now));
            activeAt = now;
        }

        watch.NoteStands(found.Id);
        return new Kept(found.Id, StaffClaims.Of(found.Person, found.Id), found.StartedAt, found.ExpiresAt, activeAt, now);
    }

    private static (string, string) CacheKey(string hash) => (nameof(SessionStore), hash);

    private AuthenticationTicket? TicketOf(Kept kept, DateTimeOffset now) => kept.Identity is null || now >= kept.ExpiresAt || watch.HasSeenEnd(kept.Id!.Value)
        ? null
        : new AuthenticationTicket(
            new ClaimsPrincipal(kept.Identity), new AuthenticationProperties { IssuedUtc = kept.StartedAt, ExpiresUtc = kept.ExpiresAt }, IdentityConstants.ApplicationScheme);

    /// <summary>What was read of a session; without an identity when it doesn't stand.</summary>
    private sealed record Kept(Guid? Id, ClaimsIdentity? Identity, DateTimeOffset StartedAt, DateTimeOffset ExpiresAt, DateTimeOffset ActiveAt, DateTimeOffset AskedAt)
    {
        public bool IsActivityDue(DateTimeOffset now) => Identity is not null && now - ActiveAt >= WebSession.ActivityStep;
    }
}
