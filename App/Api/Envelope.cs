using Microsoft.Extensions.Localization;
using WorkOrders.Shared;

namespace WorkOrders.Api;

/// <summary>Every API response. The HTTP status equals <paramref name="Code"/>; times are Shanghai local time.</summary>
public sealed record Envelope<T>(int Code, string Message, T Data, DateTimeOffset Timestamp);

/// <summary>A page of a list; <paramref name="Page"/> starts at 1.</summary>
public sealed record ApiPage<T>(int Total, int Page, int Size, IReadOnlyList<T> List);

/// <summary>Creates the responses of endpoints.</summary>
internal static class Answer
{
    public const string Success = "success";

    public static IResult Ok<T>(T data, string message = Success) => new EnvelopeResult<T>(StatusCodes.Status200OK, data, message, []);

    public static IResult Refused(Outcome outcome) => new EnvelopeResult<object?>(StatusOf(outcome.Kind), null, outcome.Reason!, outcome.Arguments);

    /// <summary>A refusal with JSON field names; <paramref name="data"/> can list the allowed values.</summary>
    public static IResult Refused(Outcome outcome, IReadOnlyDictionary<string, string> jsonNames, object? data = null) =>
        new EnvelopeResult<object?>(StatusOf(outcome.Kind), data, outcome.Reason!, ArgumentsOf(outcome, jsonNames));

    /// <summary>Arguments of the message, with the JSON name of the field.</summary>
    public static object[] ArgumentsOf(Outcome outcome, IReadOnlyDictionary<string, string> jsonNames) =>
        outcome is { Kind: Refusal.Input, Arguments: [string field, ..] } ? [jsonNames.GetValueOrDefault(field, field), .. outcome.Arguments.Skip(1)] : [.. outcome.Arguments];

    public static IResult Refused(int status, string reason, params object[] arguments) => new EnvelopeResult<object?>(status, null, reason, arguments);

    /// <summary>429 with Retry-After.</summary>
    public static IResult TooMany(Outcome outcome, DateTimeOffset until) =>
        new EnvelopeResult<object?>(StatusOf(outcome.Kind), null, outcome.Reason!, outcome.Arguments) { RetryAt = until };

    /// <summary>400; the message starts with the field name that the client used.</summary>
    public static IResult BadField(ApiFault fault) =>
        new EnvelopeResult<object?>(StatusCodes.Status400BadRequest, null, fault.Rule, [fault.Field, .. fault.Arguments]);

    public static IResult Missing() => Refused(Outcome.Missing("没有找到记录，或您无权查看"));

    private static int StatusOf(Refusal kind) => kind switch
    {
        Refusal.Input => StatusCodes.Status400BadRequest,
        Refusal.Permission => StatusCodes.Status403Forbidden,
        Refusal.Missing => StatusCodes.Status404NotFound,
        Refusal.Limit => StatusCodes.Status429TooManyRequests,
        _ => StatusCodes.Status409Conflict,
    };
}

/// <summary>A validation error of one request field; {0} of the rule is the field.</summary>
internal sealed record ApiFault(string Field, string Rule, params object[] Arguments);

/// <summary>Writes the envelope with the current time, in the language of the request.</summary>
internal sealed class EnvelopeResult<T>(int status, T data, string message, IReadOnlyList<object> arguments) : IResult
{
    // When nobody knows better: a check of files takes seconds.
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(5);

    /// <summary>When the client may try again. Every 429 says so.</summary>
    public DateTimeOffset? RetryAt { get; init; }

    public Task ExecuteAsync(HttpContext httpContext)
    {
        var services = httpContext.RequestServices;
        var now = services.GetRequiredService<TimeProvider>().GetUtcNow();
        var text = status == StatusCodes.Status200OK ? message : services.GetRequiredService<IStringLocalizer<Text>>()[message, FreeText.InMessage(arguments)].Value;
        httpContext.Response.StatusCode = status;
        if (status == StatusCodes.Status429TooManyRequests && httpContext.Response.Headers.RetryAfter.Count == 0)
        {
            httpContext.Response.SetRetryAfter(RetryAt - now ?? Soon);
        }

        return httpContext.Response.WriteAsJsonAsync(new Envelope<T>(status, text, data, now), httpContext.RequestAborted);
    }
}
