using Microsoft.AspNetCore.Http.Features;

namespace WorkOrders.Shell;

/// <summary>Refuses what the server would refuse without a body or by closing the connection, so that the answer comes in words or in the API's envelope.</summary>
internal static class WrongRequests
{
    /// <summary>What the server reads of a request line, in bytes.</summary>
    public const int LongestRequestLine = 64 * 1024;

    /// <summary>What a body may have, in bytes, where the endpoint says nothing else: a form is buffered before anybody is known.</summary>
    public const int LargestForm = 512 * 1024;

    private const int LongestAddress = 8 * 1024;
    private static readonly object Largest = new();

    /// <summary>What a body of this request may have, in bytes; null without a limit.</summary>
    public static long? LargestBody(HttpContext context) =>
        context.Items[Largest] as long? ?? context.Features.Get<IHttpMaxRequestBodySizeFeature>()?.MaxRequestBodySize;

    /// <summary>414 for an address of more than 8 KB.</summary>
    public static void UseLongAddressRefusal(this WebApplication app) => app.Use((context, next) =>
    {
        if (context.Request.Path.Value?.Length + context.Request.QueryString.Value?.Length > LongestAddress)
        {
            context.Response.StatusCode = StatusCodes.Status414UriTooLong;
            return Task.CompletedTask;
        }

        return next(context);
    });

    /// <summary>413 by the declared length. Put it after routing, which sets the limit of the endpoint.</summary>
    public static void UseLargeBodyRefusal(this WebApplication app) => app.Use((context, next) =>
    {
        if (context.Request.ContentLength is { } length && context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false, MaxRequestBodySize: { } most } limit && length > most)
        {
            // Without a limit the server reads on for a few seconds and drops it. With the limit it would close the connection while the client still
            // sends, and the client would never see the answer.
            limit.MaxRequestBodySize = null;
            context.Items[Largest] = most;
            context.Response.StatusCode = StatusCodes.Status413PayloadTooLarge;
            return Task.CompletedTask;
        }

        return next(context);
    });
}
