using System.Globalization;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http.Connections;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.Localization;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Primitives;
using WorkOrders.Shared;

namespace WorkOrders.Api;

/// <summary>
/// What one node takes, by ASP.NET's rate limiter: requests to the API and new circuits by person, anonymous requests, anonymous circuits and failed tokens by
/// network address. Sign-in attempts are counted by the login. Health, static files and what else costs nothing is marked with DisableRateLimiting.
/// </summary>
public sealed class RequestLimits : IDisposable
{
    /// <summary>Requests to the API by person.</summary>
    internal const string ApiPolicy = "api";

    private const string TooOften = "请求太频繁，请 {0} 秒后再试";

    /// <summary>The window of every limit but that of the API.</summary>
    internal static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private static readonly object TokenHasExpired = new();
    private static readonly RateLimitPartition<string> Unlimited = RateLimitPartition.GetNoLimiter("");

    private readonly RequestLimitOptions limits;
    private readonly PartitionedRateLimiter<string> failedTokens;
    private readonly PartitionedRateLimiter<HttpContext> byAddress;
    private readonly PartitionedRateLimiter<HttpContext> byPerson;

    public RequestLimits(IOptions<RequestLimitOptions> limits)
    {
        ArgumentNullException.ThrowIfNull(limits);
        this.limits = limits.Value;
        failedTokens = PartitionedRateLimiter.Create<string, string>(address => PerMinute(address, this.limits.FailedTokensPerAddressAndMinute));
        byAddress = PartitionedRateLimiter.Create<HttpContext, string>(OfAddress);
        byPerson = PartitionedRateLimiter.Create<HttpContext, string>(OfPerson);
    }

    /// <summary>Says that the access token of the request was refused, before the limits are asked; the framework keeps only what it accepted.</summary>
    internal static void NoteRefusedToken(HttpContext context, bool hasOnlyExpired) => context.Items[TokenHasExpired] = hasOnlyExpired;

    /// <summary>429 when the address has sent too many refresh tokens that were not valid. Ask before the token is redeemed, which can't be undone.</summary>
    internal IResult? RefusalOfRefresh(HttpContext context)
    {
        using var lease = failedTokens.AttemptAcquire(RefreshOf(context), permitCount: 0);
        return lease.IsAcquired ? null : new TooMany(lease);
    }

    /// <summary>Counts a refresh token that was not valid.</summary>
    internal void CountFailedRefresh(HttpContext context) => failedTokens.AttemptAcquire(RefreshOf(context)).Dispose();

    /// <summary>At most so many in a minute.</summary>
    internal static RateLimitPartition<string> PerMinute(string key, int most) => Window(key, most, Minute);

    internal void Apply(RateLimiterOptions options)
    {
        options.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
        options.GlobalLimiter = PartitionedRateLimiter.CreateChained(byAddress, byPerson, new OnlyFailed(failedTokens));
        options.AddPolicy(ApiPolicy, OfApi);
        options.OnRejected = (rejected, _) => new ValueTask(TellAsync(rejected.HttpContext, rejected.Lease));
    }

    // In the envelope for the API, in words otherwise. No page is rendered, because that costs more than what was refused.
    private static Task TellAsync(HttpContext context, RateLimitLease lease)
    {
        var seconds = context.Response.SetRetryAfter(lease.TryGetMetadata(MetadataName.RetryAfter, out var wait) ? wait : TimeSpan.Zero);
        IResult answer = ApiConfiguration.IsApi(context)
            ? Answer.Refused(StatusCodes.Status429TooManyRequests, TooOften, seconds)
            : TypedResults.Text(
                context.RequestServices.GetRequiredService<IStringLocalizer<Text>>()[TooOften, seconds].Value, "text/plain; charset=utf-8", statusCode: StatusCodes.Status429TooManyRequests);
        return answer.ExecuteAsync(context);
    }

    public void Dispose()
    {
        failedTokens.Dispose();
        byAddress.Dispose();
        byPerson.Dispose();
    }

    private static string AddressOf(HttpContext context) => ClientAddress.KeyOf(context.Connection.RemoteIpAddress);

    // Apart from access tokens: a client with a wrong one must not keep the others from refreshing theirs.
    private static string RefreshOf(HttpContext context) => "refresh " + AddressOf(context);

    // A circuit starts with a negotiation, or with a connection that was not negotiated: SignalR makes one when there is no id, or an empty one.
    private static bool IsNewCircuit(HttpContext context) =>
        context.GetEndpoint()?.Metadata is { } endpoint && endpoint.GetMetadata<HubMetadata>() is not null
        && (endpoint.GetMetadata<NegotiateMetadata>() is not null || StringValues.IsNullOrEmpty(context.Request.Query["id"]));

    private static bool HasFailedToken(HttpContext context) => context.Items[TokenHasExpired] is false;

    // Always answered 401, or the client would not know that it must refresh. Where no sign-in is needed it is a request without one.
    private static bool IsToldByExpiry(HttpContext context) => context.Items[TokenHasExpired] is true
        && context.GetEndpoint()?.Metadata is { } endpoint && endpoint.GetMetadata<IAuthorizeData>() is not null && endpoint.GetMetadata<IAllowAnonymous>() is null;

    private static RateLimitPartition<string> Window(string key, int most, TimeSpan window) =>
        RateLimitPartition.GetFixedWindowLimiter(key, _ => new FixedWindowRateLimiterOptions { PermitLimit = most, Window = window });

    private RateLimitPartition<string> OfAddress(HttpContext context) =>
        context.User.Identity is { IsAuthenticated: true } || HasFailedToken(context) || IsToldByExpiry(context) ? Unlimited
        : IsNewCircuit(context) ? PerMinute("circuit " + AddressOf(context), limits.AnonymousCircuitsPerAddressAndMinute)
        : PerMinute(AddressOf(context), limits.AnonymousPerAddressAndMinute);

    private RateLimitPartition<string> OfPerson(HttpContext context) =>
        PersonOf(context) is { } person && IsNewCircuit(context) ? PerMinute(person, limits.CircuitsPerPersonAndMinute) : Unlimited;

    private RateLimitPartition<string> OfApi(HttpContext context) =>
        PersonOf(context) is { } person ? Window(person, limits.ApiPerPersonAndSecond, TimeSpan.FromSeconds(1)) : Unlimited;

    private static string? PersonOf(HttpContext context) => CurrentUser.From(context.User)?.Id.ToString(CultureInfo.InvariantCulture);

    private sealed class TooMany(RateLimitLease lease) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext) => TellAsync(httpContext, lease);
    }

    /// <summary>Counts requests whose token was refused by the authentication. Valid tokens from the same address are not held up.</summary>
    private sealed class OnlyFailed(PartitionedRateLimiter<string> failed) : PartitionedRateLimiter<HttpContext>
    {
        private static readonly RateLimiter Free = RateLimitPartition.GetNoLimiter("").Factory("");

        public override RateLimiterStatistics? GetStatistics(HttpContext resource) => failed.GetStatistics(AddressOf(resource));

        protected override RateLimitLease AttemptAcquireCore(HttpContext resource, int permitCount) =>
            HasFailedToken(resource) ? failed.AttemptAcquire(AddressOf(resource), permitCount) : Free.AttemptAcquire(permitCount);

        protected override ValueTask<RateLimitLease> AcquireAsyncCore(HttpContext context, int permitCount, CancellationToken cancellationToken) =>
            HasFailedToken(context) ? failed.AcquireAsync(AddressOf(context), permitCount, cancellationToken) : Free.AcquireAsync(permitCount, cancellationToken);
    }
}

/// <summary>The settings section RateLimits, each of one node. High, because a whole call centre may share one network address.</summary>
public sealed class RequestLimitOptions
{
    /// <summary>Requests without sign-in.</summary>
    public int AnonymousPerAddressAndMinute { get; set; } = 6_000;

    /// <summary>Access tokens of the API that are not valid, and as many refresh tokens. Tokens that have only expired don't count.</summary>
    public int FailedTokensPerAddressAndMinute { get; set; } = 300;

    /// <summary>Circuits without sign-in; no page starts one.</summary>
    public int AnonymousCircuitsPerAddressAndMinute { get; set; } = 600;

    /// <summary>After a restart each open tab starts one or two.</summary>
    public int CircuitsPerPersonAndMinute { get; set; } = 200;

    /// <summary>Requests to the API.</summary>
    public int ApiPerPersonAndSecond { get; set; } = 100;

    /// <summary>Attempts to sign in. A shift of 300 people signs in within a minute, with a code and a mistyped password each. Guessing is limited by name.</summary>
    public int SignInsPerAddressAndMinute { get; set; } = 1_200;

    public int SignInsPerNameAndMinute { get; set; } = 10;
}
