using WorkOrders.Staff.Account;

namespace WorkOrders.Staff.Sessions;

/// <summary>
/// The line of a page to the server ends with its session. The page has a second to leave by itself; a line on which no page was started yet would otherwise start one later.
/// </summary>
internal sealed class LineOfSession(RequestDelegate next, SessionWatch watch, TimeProvider time)
{
    public static readonly PathString Path = new("/_blazor");

    private static readonly TimeSpan TimeToLeave = TimeSpan.FromSeconds(1);

    public async Task InvokeAsync(HttpContext context)
    {
        if (!context.Request.Path.StartsWithSegments(Path) || StaffClaims.SessionOf(context.User) is not { } session)
        {
            await next(context);
            return;
        }

        using var over = new CancellationTokenSource();
        using (watch.Watch(session, () => _ = AbortAsync(context, over.Token)))
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

    private async Task AbortAsync(HttpContext context, CancellationToken isOver)
    {
        try
        {
            await Task.Delay(TimeToLeave, time, isOver);
            context.Abort();
        }
        catch (OperationCanceledException)
        {
            // The page has left.
        }
    }
}
