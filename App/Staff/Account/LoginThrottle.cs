using System.Net;
using System.Threading.RateLimiting;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Primitives;
using WorkOrders.AccessRecords;
using WorkOrders.Api;
using WorkOrders.Shared;
using WorkOrders.Shared.People;

namespace WorkOrders.Staff.Account;

/// <summary>Rate limit for sign-in attempts per IP address and per user name, checked before the password. Shared by page and API.</summary>
public sealed class LoginAttempts(IOptions<RequestLimitOptions> options) : IDisposable
{
    private readonly PartitionedRateLimiter<string> addresses = PerMinute(options.Value.SignInsPerAddressAndMinute);
    private readonly PartitionedRateLimiter<string> users = PerMinute(options.Value.SignInsPerNameAndMinute);

    /// <summary>Counts an attempt; false when the limit for this minute is exceeded.</summary>
    public bool MayTry(IPAddress? from, string userName)
    {
        var user = Normalise.Halfwidth(userName).Trim().ToUpperInvariant();
        using var address = addresses.AttemptAcquire(ClientAddress.KeyOf(from));
        if (user.Length is 0 or > UserLimits.UserName)
        {
            return address.IsAcquired;
        }

        using var person = users.AttemptAcquire(user);
        return address.IsAcquired && person.IsAcquired;
    }

    public void Dispose()
    {
        addresses.Dispose();
        users.Dispose();
    }

    private static PartitionedRateLimiter<string> PerMinute(int attempts) =>
        PartitionedRateLimiter.Create<string, string>(key => RequestLimits.PerMinute(key, attempts));
}

/// <summary>Rejects sign-in attempts over the limit: shows the login page again with status 429.</summary>
internal sealed class LoginThrottle(RequestDelegate next, LoginAttempts attempts, AccessWriter access)
{
    private static readonly object Key = new();

    /// <summary>True when this request was rejected.</summary>
    public static bool Refused(HttpContext context) => context.Items.ContainsKey(Key);

    public async Task InvokeAsync(HttpContext context)
    {
        var request = context.Request;
        if (HttpMethods.IsPost(request.Method) && request.Path.StartsWithSegments(LoginPage.Route) && request.HasFormContentType)
        {
            if (await NamesAsync(request) is not { Count: <= 1 } names)
            {
                context.Response.StatusCode = StatusCodes.Status400BadRequest;
                return;
            }

            var name = request.Path.StartsWithSegments(LoginPage.CodeRoute) ? await HalfSignIn.NameAsync(context) : names.ToString();
            if (!await MayTryAsync(request, name))
            {
                context.Items[Key] = true;
                context.Response.StatusCode = StatusCodes.Status429TooManyRequests;
                context.Response.SetRetryAfter(RequestLimits.Minute);
                request.Method = HttpMethods.Get;
            }
        }

        await next(context);
    }

    // The values of the field that the page reads; null when the body is no form.
    private static async Task<StringValues?> NamesAsync(HttpRequest request)
    {
        try
        {
            return (await request.ReadFormAsync(request.HttpContext.RequestAborted))[LoginPage.UserNameField];
        }
        catch (Exception wrong) when (wrong is InvalidDataException or (IOException and not BadHttpRequestException))
        {
            return null;
        }
    }

    private async Task<bool> MayTryAsync(HttpRequest request, string user)
    {
        if (attempts.MayTry(request.HttpContext.Connection.RemoteIpAddress, user))
        {
            return true;
        }

        await access.TooManySignInsAsync(user);
        return false;
    }
}
