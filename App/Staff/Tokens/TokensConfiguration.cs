using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.Identity;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using WorkOrders.Api;
using WorkOrders.Shared;

namespace WorkOrders.Staff.Tokens;

/// <summary>Registers token sign-in for the API.</summary>
internal static class TokensConfiguration
{
    private const string Staff = "staff";

    public static void AddTokens(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.Configure<JwtOptions>(builder.Configuration.GetSection("Jwt"));
        services.AddSingleton<SigningKey>();
        services.AddSingleton<AccessTokens>();
        services.AddSingleton<ApiSessions>();
        services.AddApiRoutes(api => api.MapAuth());

        // CSRF protection: /api accepts only tokens, all other paths only the cookie, so no page can call the API with a user's cookie.
        services.Configure<AuthenticationOptions>(options => options.DefaultScheme = Staff);
        services.AddAuthentication()
            .AddJwtBearer(ApiConfiguration.TokenScheme)
            .AddPolicyScheme(Staff, displayName: null, options => options.ForwardDefaultSelector = context =>
                context.Request.Path.StartsWithSegments(ApiConfiguration.Prefix, StringComparison.OrdinalIgnoreCase)
                    ? ApiConfiguration.TokenScheme
                    : IdentityConstants.ApplicationScheme);
        services.AddOptions<JwtBearerOptions>(ApiConfiguration.TokenScheme).Configure<AccessTokens, ApiSessions>(Configure);
    }

    // The parameters replace those that the package would read from the settings (Authentication:Schemes): keys come from SigningKey only.
    private static void Configure(JwtBearerOptions options, AccessTokens tokens, ApiSessions sessions)
    {
        options.TokenHandlers.Clear();
        options.TokenHandlers.Add(tokens.Handler);
        options.TokenValidationParameters = tokens.Parameters;
        (options.SaveToken, options.IncludeErrorDetails) = (false, false);
        options.Events = new JwtBearerEvents
        {
            OnMessageReceived = _ =>
            {
                tokens.EnsureKey();
                return Task.CompletedTask;
            },
            OnTokenValidated = async context =>
            {
                if (!await IsAcceptedAsync((JsonWebToken)context.SecurityToken, context.Principal!, sessions))
                {
                    RequestLimits.NoteRefusedToken(context.HttpContext, hasOnlyExpired: false);
                    context.Fail("invalid token");
                }
            },

            // The signature is checked before the time: a token that has expired was ours.
            OnAuthenticationFailed = context =>
            {
                RequestLimits.NoteRefusedToken(context.HttpContext, context.Exception is SecurityTokenInvalidLifetimeException);
                return Task.CompletedTask;
            },
        };
    }

    // Extensions that a token marks as critical must be understood (RFC 7515); none is. The package doesn't check this.
    private static async ValueTask<bool> IsAcceptedAsync(JsonWebToken token, ClaimsPrincipal user, ApiSessions sessions) =>
        !token.TryGetHeaderValue<object>("crit", out _)
        && Guid.TryParseExact(user.FindFirstValue(CurrentUser.SessionClaim), "N", out var session)
        && await sessions.IsAliveAsync(session);
}
