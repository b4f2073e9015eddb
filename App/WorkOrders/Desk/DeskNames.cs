using Microsoft.EntityFrameworkCore;
using WorkOrders.Shared;

namespace WorkOrders.Desk;

/// <summary>Names of people and categories by id: read together, so that a list of orders joins nothing.</summary>
public sealed class DeskNames(IReadOnlyDictionary<int, string> people, IReadOnlyDictionary<int, string> categories)
{
    public string? Person(int? id) => id is { } key ? people.GetValueOrDefault(key) : null;

    public string? Category(int? id) => id is { } key ? categories.GetValueOrDefault(key) : null;
}

/// <summary>Keeps the names for half a minute.</summary>
public sealed class DeskDirectory(IDbContextFactory<AppDb> factory, TimeProvider time)
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromSeconds(30);

    private readonly Recent<DeskNames> names = new(Lifetime, time, () => ReadAsync(factory));

    public Task<DeskNames> NamesAsync(CancellationToken cancellation = default) => names.GetAsync(cancellation);

    /// <summary>After a name was changed here.</summary>
    public void Forget() => names.Forget();

    private static async Task<DeskNames> ReadAsync(IDbContextFactory<AppDb> factory)
    {
        await using var db = await factory.CreateDbContextAsync();
        var people = await db.Users.Select(u => new { u.Id, u.DisplayName }).ToDictionaryAsync(u => u.Id, u => u.DisplayName);
        return new DeskNames(people, await db.ProblemCategories.Select(c => new { c.Id, c.Name }).ToDictionaryAsync(c => c.Id, c => c.Name));
    }
}
