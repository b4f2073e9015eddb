using WorkOrders.Shared;

namespace WorkOrders.Shell;

/// <summary>
/// HEAD is asked of every page and endpoint as GET, with the same permissions, because routing matches GET endpoints with GET only. The server still knows
/// the method of the request and sends no body.
/// </summary>
internal static class HeadAsGet
{
    public static void UseHeadAsGet(this WebApplication app) => app.Use((context, next) =>
        HttpMethods.IsHead(context.Request.Method) && !context.Request.Path.StartsWithSegments("/_blazor") ? AsGetAsync(context, next) : next(context));

    private static async Task AsGetAsync(HttpContext context, RequestDelegate next)
    {
        context.NoteHead();
        context.Request.Method = HttpMethods.Get;
        try
        {
            await next(context);
        }
        finally
        {
            // For the log.
            context.Request.Method = HttpMethods.Head;
        }
    }
}
