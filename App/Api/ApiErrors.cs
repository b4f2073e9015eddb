using System.Diagnostics;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Diagnostics;
using WorkOrders.Database;

namespace WorkOrders.Api;

/// <summary>Returns every error under /api in the envelope. A client error names the field; a server error contains only a trace id.</summary>
internal static partial class ApiErrors
{
    public static void Use(IApplicationBuilder api)
    {
        api.UseExceptionHandler(new ExceptionHandlerOptions
        {
            ExceptionHandler = AnswerFailureAsync,
            AllowStatusCode404Response = true,
            SuppressDiagnosticsCallback = failure => failure.Exception is BadHttpRequestException || failure.Exception.IsLostRace(),
        });
        api.UseStatusCodePages(pages => OfStatus(pages.HttpContext.Response.StatusCode).ExecuteAsync(pages.HttpContext));
    }

    private static Task AnswerFailureAsync(HttpContext context)
    {
        var failure = context.Features.Get<IExceptionHandlerFeature>()?.Error;
        var answer = failure switch
        {
            BadHttpRequestException bad => OfBadRequest(bad),
            { } race when race.IsLostRace() => OfLostRace(context, race),
            _ => Answer.Refused(StatusCodes.Status500InternalServerError, "服务器内部错误，追踪号 {0}", Activity.Current?.TraceId.ToString() ?? context.TraceIdentifier),
        };
        return answer.ExecuteAsync(context);
    }

    // Usually the endpoint itself tries again and names the reason; this is the answer when it lost each time.
    private static IResult OfLostRace(HttpContext context, Exception race)
    {
        context.RequestServices.GetRequiredService<ILoggerFactory>().CreateLogger(typeof(ApiErrors)).LogWarning(race, "A request lost the race with another save.");
        return Answer.Refused(StatusCodes.Status409Conflict, "没有保存：内容刚被他人修改，请看过最新内容后再试一次。");
    }

    private static IResult OfBadRequest(BadHttpRequestException bad) => bad switch
    {
        { StatusCode: not StatusCodes.Status400BadRequest } => OfStatus(bad.StatusCode),
        { InnerException: JsonException { Path: { Length: > 2 } path } } => Answer.BadField(new ApiFault(path[2..], "{0}：格式不正确")),
        { InnerException: JsonException } => Answer.Refused(StatusCodes.Status400BadRequest, "请求体不是有效的 JSON"),
        _ => Parameter().Match(bad.Message) is { Success: true } match
            ? Answer.BadField(new ApiFault(JsonNamingPolicy.CamelCase.ConvertName(match.Groups["name"].Value), "{0}：格式不正确"))
            : Answer.Refused(StatusCodes.Status400BadRequest, "请求参数错误"),
    };

    private static IResult OfStatus(int status) => Answer.Refused(status, status switch
    {
        StatusCodes.Status401Unauthorized => "未登录或登录已过期",
        StatusCodes.Status403Forbidden => "您没有这个操作的权限",
        StatusCodes.Status404NotFound => "没有这个接口",
        StatusCodes.Status405MethodNotAllowed => "接口不支持这个请求方法",
        StatusCodes.Status413PayloadTooLarge => "请求内容太大",
        StatusCodes.Status414UriTooLong => "请求地址太长",
        StatusCodes.Status415UnsupportedMediaType => "不支持的 Content-Type",
        _ => "请求参数错误",
    });

    // Message of the framework for an invalid query or route value: Failed to bind parameter "Nullable<int> page" from "x".
    [GeneratedRegex("""parameter "[^"]*?(?<name>\w+)" """, RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 100)]
    private static partial Regex Parameter();
}
