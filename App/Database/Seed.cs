namespace WorkOrders.Database;

/// <summary>Initial data of a feature, added before the first request. Runs at every start, so it must be idempotent.</summary>
public sealed record Seed(Func<IServiceProvider, Task> AddAsync);

/// <summary>Registers seeds.</summary>
public static class SeedRegistration
{
    /// <summary>Seeds run in registration order each in a scope of its own, after migrations and roles.</summary>
    public static void AddSeed(this IServiceCollection services, Func<IServiceProvider, Task> addAsync) => services.AddSingleton(new Seed(addAsync));
}
