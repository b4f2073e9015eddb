using Microsoft.Net.Http.Headers;
using WorkOrders.Shared;

namespace WorkOrders.AccessRecords;

/// <summary>Puts on record what a signed-in person was denied: the redirect to 没有权限, and every answer 403 of an endpoint or the API.</summary>
internal sealed class DeniedOnRecord(RequestDelegate next, AccessWriter access)
{
    private static readonly object Noted = new();

    public async Task InvokeAsync(HttpContext context)
    {
        // The error pages change the path, and run this again.
        var path = context.Request.Path.Value ?? "";
        await next(context);
        if (IsDenied(context.Response) && context.Items.TryAdd(Noted, true) && CurrentUser.From(context.User) is { } me)
        {
            await access.DeniedAsync(me, path);
        }
    }

    private static bool IsDenied(HttpResponse response) =>
        response.StatusCode == StatusCodes.Status403Forbidden || (response.StatusCode == StatusCodes.Status302Found && IsDeniedPage(response.Headers[HeaderNames.Location].ToString()));

    private static bool IsDeniedPage(string location) =>
        Uri.TryCreate(location, UriKind.Absolute, out var target) && target.AbsolutePath.Equals(AccessWriter.DeniedPage, StringComparison.OrdinalIgnoreCase);
}
