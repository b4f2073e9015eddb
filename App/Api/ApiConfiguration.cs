using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Primitives;
using WorkOrders.Batch;
using WorkOrders.Defaults.Applications;
using WorkOrders.Defaults.InDefault;
using WorkOrders.Defaults.Reasons;
using WorkOrders.Defaults.Renewals;
using WorkOrders.Defaults.Statistics;
using WorkOrders.Files;
using WorkOrders.FollowUps;
using WorkOrders.Shared;

namespace WorkOrders.Api;

/// <summary>Registers the JSON API: tokens, envelope, limits, its description.</summary>
public static class ApiConfiguration
{
    public const string Prefix = "/api";
    private const string Staff = "staff";
    private const int LargestBody = 1024 * 1024;

    public static void AddApi(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.Configure<JwtOptions>(builder.Configuration.GetSection("Jwt"));
        services.AddSingleton<SigningKey>();
        services.AddSingleton<ApiSessions>();

        // Under /api only a token counts, elsewhere only the cookie: no page can be made to call the API with somebody's cookie.
        services.Configure<AuthenticationOptions>(options => options.DefaultScheme = Staff);
        services.AddAuthentication()
            .AddScheme<AuthenticationSchemeOptions, BearerHandler>(BearerHandler.Name, _ => { })
            .AddPolicyScheme(Staff, displayName: null, options => options.ForwardDefaultSelector = context =>
                context.Request.Path.StartsWithSegments(Prefix, StringComparison.OrdinalIgnoreCase) ? BearerHandler.Name : IdentityConstants.ApplicationScheme);
        var limits = builder.Configuration.GetSection("Api").Get<ApiOptions>() ?? new ApiOptions();
        services.AddRateLimiter(options => ApiRateLimit.Configure(options, limits));
        services.Configure<RouteHandlerOptions>(options => options.ThrowOnBadRequest = true);
        services.Configure<Microsoft.AspNetCore.Http.Json.JsonOptions>(options => Configure(options.SerializerOptions));
        services.AddOpenApi("v1", ApiDescription.Configure);
    }

    /// <summary>Outside the routing's own error pages, so that a client of the API never gets HTML.</summary>
    public static void UseApi(this WebApplication app) => app.UseWhen(context => context.Request.Path.StartsWithSegments(Prefix, StringComparison.OrdinalIgnoreCase), api =>
    {
        api.Use(PrepareAsync);
        ApiErrors.Use(api);
    });

    public static void MapApi(this WebApplication app)
    {
        app.MapOpenApi();
        app.UseSwaggerUI(options =>
        {
            options.RoutePrefix = "api-docs";
            options.SwaggerEndpoint("/openapi/v1.json", "WorkOrders v1");
        });
        var api = app.MapGroup(Prefix + "/v1").RequireAuthorization().RequireRateLimiting(ApiRateLimit.Policy).WithMetadata(new RequestSizeLimitAttribute(LargestBody));
        api.MapAuth();
        api.MapFollowUps();
        api.MapReasons();
        api.MapApplications();
        api.MapInDefault();
        api.MapRenewals();
        api.MapStatistics();
        api.MapApiFiles();
        api.MapTemplates();
    }

    /// <summary>Only people whose roles have the permission.</summary>
    internal static TBuilder Requires<TBuilder>(this TBuilder endpoint, Permission permission)
        where TBuilder : IEndpointConventionBuilder => endpoint.WithMetadata(new RequiresAttribute(permission));

    // What isn't filled in a client sends as an empty value: it is not given. And nobody on the way keeps an answer.
    private static Task PrepareAsync(HttpContext context, RequestDelegate next)
    {
        var query = context.Request.Query;
        if (query.Any(p => StringValues.IsNullOrEmpty(p.Value)))
        {
            context.Request.Query = new QueryCollection(query.Where(p => !StringValues.IsNullOrEmpty(p.Value)).ToDictionary(StringComparer.OrdinalIgnoreCase));
        }

        context.Response.Headers.CacheControl = "no-store";
        return next(context);
    }

    internal static void Configure(JsonSerializerOptions json)
    {
        json.Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping;
        json.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseUpper, allowIntegerValues: false));
        json.Converters.Add(new ApiTimes());
    }
}
