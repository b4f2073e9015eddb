using System.Globalization;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.RateLimiting;
using WorkOrders.Shared;

namespace WorkOrders.Api;

/// <summary>Requests per second and user on one node; anonymous requests are counted by IP address.</summary>
internal static class ApiRateLimit
{
    public const string Policy = "api";

    public static void Configure(RateLimiterOptions options, ApiOptions limits)
    {
        options.AddPolicy(Policy, context => RateLimitPartition.GetFixedWindowLimiter(
            CurrentUser.From(context.User)?.Id.ToString(CultureInfo.InvariantCulture) ?? "@" + context.Connection.RemoteIpAddress,
            _ => new FixedWindowRateLimiterOptions { PermitLimit = limits.RequestsPerSecond, Window = TimeSpan.FromSeconds(1) }));
        options.OnRejected = async (rejected, _) =>
        {
            rejected.HttpContext.Response.Headers.RetryAfter = "1";
            await Answer.Refused(StatusCodes.Status429TooManyRequests, "请求太频繁，每秒最多 {0} 次", limits.RequestsPerSecond).ExecuteAsync(rejected.HttpContext);
        };
    }
}

/// <summary>The settings section Api.</summary>
public sealed class ApiOptions
{
    /// <summary>Limit per user, on one node.</summary>
    public int RequestsPerSecond { get; set; } = 100;
}
