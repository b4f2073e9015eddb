using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;
using WorkOrders.Api;

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
        services.AddSingleton<ApiSessions>();
        services.AddApiRoutes(api => api.MapAuth());

        // CSRF protection: /api accepts only tokens, all other paths only the cookie, so no page can call the API with a user's cookie.
        services.Configure<AuthenticationOptions>(options => options.DefaultScheme = Staff);
        services.AddAuthentication()
            .AddScheme<AuthenticationSchemeOptions, BearerHandler>(BearerHandler.Name, _ => { })
            .AddPolicyScheme(Staff, displayName: null, options => options.ForwardDefaultSelector = context =>
                context.Request.Path.StartsWithSegments(ApiConfiguration.Prefix, StringComparison.OrdinalIgnoreCase)
                    ? BearerHandler.Name
                    : IdentityConstants.ApplicationScheme);
    }
}
