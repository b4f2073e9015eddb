using System.Security.Claims;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server.Circuits;
using WorkOrders.Shared;
using WorkOrders.Staff.Account;

namespace WorkOrders.Staff.Sessions;

/// <summary>
/// Who an open page acts for. It is one person from beginning to end: the page is signed out when its session ends, and when it comes back after a lost line
/// with the cookie of somebody else. A new session of the same person with the same rights is taken over, so that what they typed stays.
/// </summary>
internal sealed class CircuitSession(SessionWatch watch) : AuthenticationStateProvider, IHostEnvironmentAuthenticationStateProvider, IDisposable
{
    private static readonly Task<AuthenticationState> Nobody = Task.FromResult(new AuthenticationState(new ClaimsPrincipal(new ClaimsIdentity())));

    private readonly Lock turn = new();
    private Task<AuthenticationState> state = Nobody;
    private ClaimsPrincipal? person;
    private IDisposable? watched;
    private bool isGone;

    /// <summary>True when the page was signed out: what its browser still sends is not acted on.</summary>
    public bool HasEnded { get; private set; }

    public override Task<AuthenticationState> GetAuthenticationStateAsync() => state;

    /// <summary>Called with the user of the request, and again with that of each reconnect.</summary>
    public void SetAuthenticationState(Task<AuthenticationState> authenticationStateTask)
    {
        ArgumentNullException.ThrowIfNull(authenticationStateTask);
        lock (turn)
        {
            state = HasEnded ? Nobody : TakeAsync(authenticationStateTask);
        }

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
        lock (turn)
        {
            if (person is not null && !IsSame(person, user))
            {
                HasEnded = true;
            }

            watched?.Dispose();
            person = user;
            watched = !HasEnded && !isGone && StaffClaims.SessionOf(user) is { } session ? watch.Watch(session, End) : null;
            return HasEnded ? Nobody.Result : new AuthenticationState(user);
        }
    }

    private static bool IsSame(ClaimsPrincipal before, ClaimsPrincipal now) =>
        CurrentUser.From(before)?.Id == CurrentUser.From(now)?.Id && StaffClaims.StampOf(before) == StaffClaims.StampOf(now);

    private void End()
    {
        lock (turn)
        {
            HasEnded = true;
            state = Nobody;
        }

        NotifyAuthenticationStateChanged(Nobody);
    }

    /// <summary>Nothing that the browser sends reaches a page that was signed out, also when it doesn't leave the page as it is told.</summary>
    internal sealed class Guard(AuthenticationStateProvider provider) : CircuitHandler
    {
        public override Func<CircuitInboundActivityContext, Task> CreateInboundActivityHandler(Func<CircuitInboundActivityContext, Task> next) =>
            context => provider is CircuitSession { HasEnded: true } ? Task.CompletedTask : next(context);
    }
}
