using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Diagnostics;

namespace WorkOrders.Shell;

/// <summary>The pages that the error handlers show in place of what was asked.</summary>
internal static class ErrorPages
{
    public const string Error = "/error";
    public const string NotFound = "/not-found";

    /// <summary>
    /// Shows them with GET, whatever the method of the request: after a POST they would be taken for a form without its token. What is not a missing
    /// page is told by the page for errors. Put it after both handlers.
    /// </summary>
    public static void UseErrorPagesAsGet(this WebApplication app) => app.Use((context, next) =>
        context.Features.Get<IStatusCodeReExecuteFeature>() is not null || context.Features.Get<IExceptionHandlerFeature>() is not null ? ShowAsync(context, next) : AskAsync(context, next));

    /// <summary>True when the form came without its token, or with one that is out of date.</summary>
    public static bool IsOutdatedForm(HttpContext context) => context.Features.Get<IAntiforgeryValidationFeature>() is { IsValid: false };

    // Blazor has set the type of the answer when it refuses such a form, and the handler would take that for an answer that is complete.
    private static async Task AskAsync(HttpContext context, RequestDelegate next)
    {
        await next(context);
        if (!context.Response.HasStarted && context.Response.StatusCode == StatusCodes.Status400BadRequest && IsOutdatedForm(context))
        {
            context.Response.ContentType = null;
        }
    }

    private static async Task ShowAsync(HttpContext context, RequestDelegate next)
    {
        var method = context.Request.Method;
        context.Request.Method = HttpMethods.Get;
        if (context.Response.StatusCode != StatusCodes.Status404NotFound)
        {
            context.Request.Path = Error;
        }

        // The handlers have matched the page with the method of the request.
        context.SetEndpoint(null);
        context.Request.RouteValues.Clear();

        try
        {
            await next(context);
        }
        finally
        {
            context.Request.Method = method;
        }
    }
}
