using WorkOrders.Database;
using WorkOrders.Shared;

namespace WorkOrders.Customers.Customer360.Json;

/// <summary>A part of the 360° view in the JSON API, registered by the feature that owns its rows.</summary>
public interface ICustomerSection
{
    /// <summary>Its name in JSON.</summary>
    string Name { get; }

    /// <summary>The first rows that the user may see, and how many there are. Personal values must be <see cref="Sensitive"/> or masked.</summary>
    Task<CustomerSectionPart> ReadAsync(AppDb db, CustomerOnPage customer, CurrentUser me, CancellationToken token);
}

/// <summary>What a section has; <paramref name="Hidden"/> are rows that the user may not see.</summary>
public sealed record CustomerSectionPart(int Total, int Hidden, IReadOnlyList<object> List)
{
    /// <summary>Maximum number of rows.</summary>
    public const int Most = 10;

    /// <summary>A state of the whole section, such as DEFAULT; null when it has none or the user may not know it.</summary>
    public string? State { get; init; }
}

/// <summary>Registers sections.</summary>
public static class CustomerSectionRegistration
{
    public static void AddCustomerSection<T>(this IServiceCollection services)
        where T : class, ICustomerSection => services.AddSingleton<ICustomerSection, T>();
}
