using WorkOrders.Api;
using WorkOrders.Staff.Account;

namespace WorkOrders.Staff.Sessions;

/// <summary>
/// A request ends with its session: a slow upload or download, and the line of a page to the server, which is one long request. A page has a second to leave by itself.
/// The line is a WebSocket: long polling would be many requests that nothing holds together, and the later ones need no session.
/// </summary>
internal sealed class RequestOfSession(RequestDelegate next, SessionWatch watch, TimeProvider time)
{
    public static readonly PathString Line = new("/_blazor");

    private static readonly object Over = new();
    private static readonly TimeSpan TimeToLeave = TimeSpan.FromSeconds(1);

    /// <summary>The request starts another session: the end of its own doesn't break it off.</summary>
    public static void GoOn(HttpContext context) => (context.Items[Over] as CancellationTokenSource)?.Cancel();

    public async Task InvokeAsync(HttpContext context)
    {
        if (IsLine(context.Request.Path) && !context.WebSockets.IsWebSocketRequest)
        {
            context.Response.StatusCode = StatusCodes.Status400BadRequest;
            return;
        }

        if (StaffClaims.SessionOf(context.User) is not { } session)
        {
            await next(context);
            return;
        }

        using var over = new CancellationTokenSource();
        context.Items[Over] = over;
        using (watch.Watch(session, () => _ = AbortAsync(context, over.Token), ApiConfiguration.IsApi(context)))
        {
            try
            {
                await next(context);
            }
            finally
            {
                await over.CancelAsync();
            }
        }
    }

    // Routing takes /_blazor/ for the same; negotiation and the like stand below it.
    private static bool IsLine(PathString path) => path.StartsWithSegments(Line, out var rest) && (rest.Value ?? "").Trim('/').Length == 0;

    private async Task AbortAsync(HttpContext context, CancellationToken isOver)
    {
        try
        {
            await Task.Delay(TimeToLeave, time, isOver);
            context.Abort();
        }
        catch (OperationCanceledException)
        {
            // The request is over.
        }
    }
}
