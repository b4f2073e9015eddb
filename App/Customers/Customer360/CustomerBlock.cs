using Microsoft.AspNetCore.Components;

namespace WorkOrders.Customers.Customer360;

/// <summary>A block of the 360° view, registered by the feature that owns its rows. It reads by itself, so that a slow one holds up none.</summary>
/// <param name="Place">Sort position.</param>
/// <param name="Title">The heading, a key of the localizer.</param>
/// <param name="Component">A component with the parameters <c>CustomerOnPage Customer</c> and <c>EventCallback Changed</c> (something was added or changed).</param>
/// <param name="IsWide">It takes the whole width: a table of many columns.</param>
public sealed record CustomerBlock(int Place, string Title, Type Component, bool IsWide);

/// <summary>Registers blocks and timeline sources of the 360° view.</summary>
public static class Customer360Registration
{
    public static void AddCustomerBlock<T>(this IServiceCollection services, int place, string title, bool isWide = false)
        where T : IComponent => services.AddSingleton(new CustomerBlock(place, title, typeof(T), isWide));

    public static void AddTimelineSource<T>(this IServiceCollection services)
        where T : class, ITimelineSource => services.AddSingleton<ITimelineSource, T>();
}
