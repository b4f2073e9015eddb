using System.Diagnostics;
using WorkOrders.Shared;

namespace WorkOrders.Shell.Observability;

/// <summary>Logs one line per request. Query values may be telephone or identity-card numbers, so only the parameter names are logged.</summary>
internal sealed partial class RequestLog(RequestDelegate next, ILogger<RequestLog> logger)
{
    public async Task InvokeAsync(HttpContext context)
    {
        var watch = Stopwatch.StartNew();
        try
        {
            await next(context);
        }
        finally
        {
            // Skip the WebSocket of an open page (one request for hours) and successful static files.
            if (!context.Request.Path.StartsWithSegments("/_blazor") && (context.Response.StatusCode >= 400 || !Path.HasExtension(context.Request.Path)))
            {
                Write(context.Request.Method, context.Request.Path, Names(context.Request.Query), context.Response.StatusCode, watch.ElapsedMilliseconds, CurrentUser.From(context.User)?.Id);
            }
        }
    }

    private static string Names(IQueryCollection query) => query.Count == 0 ? "" : "?" + string.Join('&', query.Keys.Select(name => name + "=…"));

    [LoggerMessage(Level = LogLevel.Information, Message = "{Method} {Path}{Query} answered {Status} in {Milliseconds} ms for user {UserId}")]
    private partial void Write(string method, PathString path, string query, int status, long milliseconds, int? userId);
}
