using System.Globalization;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.RateLimiting;
using WorkOrders.Shared;

namespace WorkOrders.Api;

/// <summary>A person's requests per second on one node; anonymous ones are counted by address.</summary>
internal static class ApiRateLimit
{
    public const string Policy = "api";
    private const int PerSecond = 100;

    public static void Configure(RateLimiterOptions options)
    {
        options.AddPolicy(Policy, context => RateLimitPartition.GetFixedWindowLimiter(
            CurrentUser.From(context.User)?.Id.ToString(CultureInfo.InvariantCulture) ?? "@" + context.Connection.RemoteIpAddress,
            _ => new FixedWindowRateLimiterOptions { PermitLimit = PerSecond, Window = TimeSpan.FromSeconds(1) }));
        options.OnRejected = async (rejected, _) =>
        {
            rejected.HttpContext.Response.Headers.RetryAfter = "1";
            await Answer.Refused(StatusCodes.Status429TooManyRequests, "请求太频繁，每秒最多 {0} 次", PerSecond).ExecuteAsync(rejected.HttpContext);
        };
    }
}
