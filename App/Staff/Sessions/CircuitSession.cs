using System.Security.Claims;
using Microsoft.AspNetCore.Components.Authorization;
using WorkOrders.Staff.Account;

namespace WorkOrders.Staff.Sessions;

/// <summary>
/// Who an open page acts for. It belongs to one session from beginning to end: the page is signed out when that ends, and when it comes back after a lost line with
/// another one. Then it shows nothing any more and leads to the login (MainLayout).
/// </summary>
internal sealed class CircuitSession(SessionWatch watch, IHttpContextAccessor http) : AuthenticationStateProvider, IHostEnvironmentAuthenticationStateProvider, IDisposable
{
    private static readonly AuthenticationState Nobody = new(new ClaimsPrincipal(new ClaimsIdentity()));

    private readonly Lock turn = new();
    private Task<AuthenticationState> state = Task.FromResult(Nobody);
    private bool hasBegun;
    private Guid? session;

    // A page that is rendered for one request is not open: a change of password ends the session that asked for it, and its answer must still come.
    private readonly bool isOpen = http.HttpContext is not { } context || context.Request.Path.StartsWithSegments(RequestOfSession.Line);
    private IDisposable? watched;
    private bool isGone;

    /// <summary>True when the page was signed out. It stays so.</summary>
    public bool HasEnded { get; private set; }

    public override Task<AuthenticationState> GetAuthenticationStateAsync() => state;

    /// <summary>Called with the user of the request, and again with that of each reconnect.</summary>
    public void SetAuthenticationState(Task<AuthenticationState> authenticationStateTask)
    {
        ArgumentNullException.ThrowIfNull(authenticationStateTask);
        state = TakeAsync(authenticationStateTask);
        NotifyAuthenticationStateChanged(state);
    }

    public void Dispose()
    {
        lock (turn)
        {
            isGone = true;
            watched?.Dispose();
        }
    }

    private async Task<AuthenticationState> TakeAsync(Task<AuthenticationState> next)
    {
        var user = (await next).User;
        var asked = StaffClaims.SessionOf(user);

        // The line may be older than the end of its session.
        var stands = asked is { } one && await watch.StandsAsync(one);
        lock (turn)
        {
            if (!hasBegun)
            {
                (hasBegun, session) = (true, asked);
                watched = stands && isOpen && !isGone ? watch.Watch(asked!.Value, End) : null;
            }

            if (asked != session || (asked is not null && !stands))
            {
                HasEnded = true;
                watched?.Dispose();
            }

            return HasEnded || asked is null ? Nobody : new AuthenticationState(user);
        }
    }

    private void End()
    {
        lock (turn)
        {
            HasEnded = true;
            state = Task.FromResult(Nobody);
        }

        NotifyAuthenticationStateChanged(state);
    }
}
