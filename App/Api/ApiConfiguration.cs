using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Primitives;
using WorkOrders.Shared;

namespace WorkOrders.Api;

/// <summary>Registers the JSON API: envelope, limits, OpenAPI description. Staff registers the tokens.</summary>
public static class ApiConfiguration
{
    public const string Prefix = "/api";

    /// <summary>The authentication scheme of access tokens.</summary>
    public const string TokenScheme = "Bearer";

    private const int LargestBody = 1024 * 1024;
    private const string NoPublicAddress =
        "PublicAddress: set it to the address under which clients reach the application, such as https://gongdan.example.com, without a path. Outside Development it is required and begins with https.";

    public static void AddApi(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.Configure<ApiOptions>(builder.Configuration.GetSection("Api"));
        services.Configure<RequestLimitOptions>(builder.Configuration.GetSection("RateLimits"));
        services.AddSingleton<RequestLimits>();
        services.AddRateLimiter(_ => { });
        services.AddOptions<RateLimiterOptions>().Configure<RequestLimits>((options, limits) => limits.Apply(options));
        var overTlsOnly = !builder.Environment.IsDevelopment();
        services.AddSingleton<PublicAddress>();
        services.AddOptions<PublicAddressOptions>().Bind(builder.Configuration)
            .Validate(options => options.IsOrigin(overTlsOnly) || (options.IsEmpty && !overTlsOnly), NoPublicAddress)
            .ValidateOnStart();
        services.Configure<RouteHandlerOptions>(options => options.ThrowOnBadRequest = true);
        services.Configure<Microsoft.AspNetCore.Http.Json.JsonOptions>(options => Configure(options.SerializerOptions));
        services.AddOpenApi("v1", ApiDescription.Configure);
    }

    /// <summary>Runs outside the general error pages, so that API clients never get HTML.</summary>
    public static void UseApi(this WebApplication app) => app.UseWhen(IsApi, api =>
    {
        api.Use(PrepareAsync);
        ApiErrors.Use(api);
    });

    public static void MapApi(this WebApplication app)
    {
        if (app.Services.GetRequiredService<IOptions<ApiOptions>>().Value.ShowDescription ?? app.Environment.IsDevelopment())
        {
            app.MapOpenApi();
            app.UseSwaggerUI(options =>
            {
                options.RoutePrefix = "api-docs";
                options.SwaggerEndpoint("/openapi/v1.json", "WorkOrders v1");
            });
        }

        var api = app.MapGroup(Prefix + "/v1").RequireAuthorization().RequireRateLimiting(RequestLimits.ApiPolicy).WithMetadata(new RequestSizeLimitAttribute(LargestBody));
        foreach (var routes in app.Services.GetServices<ApiRoutes>())
        {
            routes.Map(api);
        }
    }

    internal static bool IsApi(HttpContext context) => context.Request.Path.StartsWithSegments(Prefix, StringComparison.OrdinalIgnoreCase);

    /// <summary>Restricts the endpoint to the roles of a permission.</summary>
    internal static TBuilder Requires<TBuilder>(this TBuilder endpoint, Permission permission)
        where TBuilder : IEndpointConventionBuilder => endpoint.WithMetadata(new RequiresAttribute(permission));

    // Treat an empty query parameter as missing, because clients send empty values for unused fields.
    private static Task PrepareAsync(HttpContext context, RequestDelegate next)
    {
        var query = context.Request.Query;
        if (query.Any(p => StringValues.IsNullOrEmpty(p.Value)))
        {
            context.Request.Query = new QueryCollection(query.Where(p => !StringValues.IsNullOrEmpty(p.Value)).ToDictionary(StringComparer.OrdinalIgnoreCase));
        }

        return next(context);
    }

    internal static void Configure(JsonSerializerOptions json)
    {
        json.Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping;
        json.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseUpper, allowIntegerValues: false));
        json.Converters.Add(new ApiTimes());
    }
}
