namespace WorkOrders.Api;

/// <summary>Routes of one feature under /api/v1; registered by the feature, mapped by <see cref="ApiConfiguration.MapApi"/>.</summary>
public sealed record ApiRoutes(Action<RouteGroupBuilder> Map);

/// <summary>Registers routes.</summary>
public static class ApiRoutesRegistration
{
    /// <summary>Adds the feature's routes, with the group's authorization, rate limit and size limit.</summary>
    public static void AddApiRoutes(this IServiceCollection services, Action<RouteGroupBuilder> map) => services.AddSingleton(new ApiRoutes(map));
}
