using System.Net;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using WorkOrders.Database;
using WorkOrders.Shared;

namespace WorkOrders.LoanCore.StandIn;

/// <summary>The stand-in core 模拟贷款核心: the HTTP interface of the real one, only on the Development host.</summary>
public static class StandInEndpoints
{
    public const string Path = "/stand-in/loan-core";

    private const int LongestQuestion = 10_000;

    private static readonly JsonSerializerOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static void MapStandInCore(this WebApplication app)
    {
        if (app.Environment.IsDevelopment())
        {
            app.MapPost(Path, AnswerAsync).WithMetadata(new RequestSizeLimitAttribute(LongestQuestion)).DisableRateLimiting();
        }
    }

    private static async Task<IResult> AnswerAsync(
        HttpRequest request, StandInSwitches switches, IDbContextFactory<AppDb> factory, IKnownPeople people, TimeProvider time)
    {
        // It returns unmasked data of demo customers, so it answers only this machine.
        if (request.HttpContext.Connection.RemoteIpAddress is { } from && !IPAddress.IsLoopback(from))
        {
            return Results.NotFound();
        }

        var behaviour = switches.Now;
        if (behaviour.DelaySeconds > 0)
        {
            await Task.Delay(TimeSpan.FromSeconds(behaviour.DelaySeconds), time, request.HttpContext.RequestAborted);
        }

        switch (behaviour.Mode)
        {
            case StandInMode.ErrorCode:
                return Envelope("9001", "系统升级中，请稍后再试", null);
            case StandInMode.Down:
                // A response without a body would be replaced by our own error page.
                return Results.Text("Service Unavailable", statusCode: StatusCodes.Status503ServiceUnavailable);
            case StandInMode.Html:
                return Results.Content("<!DOCTYPE html><html><head><title>登录</title></head><body><h1>请登录网关</h1></body></html>", "text/html; charset=utf-8");
        }

        if (await IdCardNoAsync(request) is not { Length: > 0 } idCardNo)
        {
            return Envelope("1001", "idCardNo 不能为空", null);
        }

        var data = StandInAnswer.Data(idCardNo, await KnownAsync(factory, people, idCardNo), behaviour.DaysLater);
        return behaviour.Mode switch
        {
            StandInMode.Odd => Envelope(LoanCoreReply.Good, "success", StandInOddities.Odd(data)),
            StandInMode.Torn => Results.Content(data.ToJsonString(Json)[..200], "application/json"),
            _ => Envelope(LoanCoreReply.Good, "success", data),
        };
    }

    private static IResult Envelope(string code, string msg, JsonObject? data) =>
        Results.Content(new JsonObject { ["code"] = code, ["msg"] = msg, ["data"] = data }.ToJsonString(Json), "application/json; charset=utf-8");

    private static async Task<string?> IdCardNoAsync(HttpRequest request)
    {
        try
        {
            using var json = await JsonDocument.ParseAsync(request.Body, cancellationToken: request.HttpContext.RequestAborted);
            return json.RootElement.Text("idCardNo");
        }
        catch (Exception e) when (e is JsonException or BadHttpRequestException)
        {
            return null;
        }
    }

    // Demo customers exist in both systems.
    private static async Task<KnownPerson?> KnownAsync(IDbContextFactory<AppDb> factory, IKnownPeople people, string idCardNo)
    {
        if (IdNumber.Parse(idCardNo) is not { } id)
        {
            return null;
        }

        await using var db = await factory.CreateDbContextAsync();
        return await people.FindAsync(db, id);
    }
}
