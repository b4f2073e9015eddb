using System.Security.Claims;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;
using WorkOrders.Api;
using WorkOrders.Shared;

namespace WorkOrders.Staff.Tokens;

/// <summary>Authenticates Authorization: Bearer. The handler of the JWT package can replace it.</summary>
internal sealed class BearerHandler(
    IOptionsMonitor<AuthenticationSchemeOptions> options,
    ILoggerFactory logger,
    UrlEncoder encoder,
    SigningKey key,
    IOptions<JwtOptions> jwt,
    ApiSessions sessions,
    TimeProvider time) : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    public const string Name = ApiConfiguration.TokenScheme;

    /// <summary>Claim with the session id.</summary>
    public const string SessionClaim = "sid";

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        string? header = Request.Headers.Authorization;
        if (header is null || !header.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase))
        {
            return AuthenticateResult.NoResult();
        }

        return JsonWebToken.Read(key.Value, header["Bearer ".Length..].Trim(), jwt.Value.Issuer, jwt.Value.Audience, time.GetUtcNow()) is { } claims
            && claims.TryGetProperty(SessionClaim, out var sid) && Guid.TryParseExact(sid.GetString(), "N", out var session) && await sessions.IsAliveAsync(session)
            ? AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(IdentityOf(claims)), Name))
            : AuthenticateResult.Fail("invalid token");
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        Response.StatusCode = StatusCodes.Status401Unauthorized;
        Response.Headers.WWWAuthenticate = Name;
        return Task.CompletedTask;
    }

    private static ClaimsIdentity IdentityOf(JsonElement token)
    {
        var identity = new ClaimsIdentity(Name, ClaimTypes.Name, ClaimTypes.Role);
        Add("sub", ClaimTypes.NameIdentifier);
        Add("preferred_username", ClaimTypes.Name);
        Add("name", CurrentUser.NameClaim);
        Add("team", CurrentUser.TeamClaim);
        Add(SessionClaim, SessionClaim);
        Add("company", "company");
        Add("department", "department");
        Add("organization", "organization");
        foreach (var role in token.GetProperty("roles").EnumerateArray())
        {
            identity.AddClaim(new Claim(ClaimTypes.Role, role.GetString()!));
        }

        return identity;

        void Add(string name, string type)
        {
            if (token.TryGetProperty(name, out var value) && value.GetString() is { } text)
            {
                identity.AddClaim(new Claim(type, text));
            }
        }
    }
}
