using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Caching.Hybrid;
using WorkOrders.Database;
using WorkOrders.Taxonomy;

namespace WorkOrders.Desk.Table;

/// <summary>Names of people and categories by id, and of the choices. Loaded together, so that order queries need no joins.</summary>
[ImmutableObject(true)]
public sealed class DeskNames(IReadOnlyDictionary<int, string> people, IReadOnlyDictionary<int, string> categories, OrderLists lists)
{
    public string? Person(int? id) => id is { } key ? people.GetValueOrDefault(key) : null;

    public string? Category(int? id) => id is { } key ? categories.GetValueOrDefault(key) : null;

    /// <summary>The name in the list that this is a spelling of; otherwise the name itself, which older orders may have.</summary>
    [return: NotNullIfNotNull(nameof(name))]
    public string? Choice(ChoiceKind kind, string? name) => name is null ? null : lists.Choice(kind, name)?.Name ?? name;
}

/// <summary>Caches the names for 30 seconds.</summary>
public sealed class DeskDirectory(IDbContextFactory<AppDb> factory, HybridCache cache)
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromSeconds(30);

    private readonly Cached<DeskNames> names = new(cache, nameof(DeskNames), Lifetime, stop => ReadAsync(factory, stop));

    public ValueTask<DeskNames> NamesAsync(CancellationToken cancellation = default) => names.GetAsync(cancellation);

    /// <summary>Clears the cache after a name was changed on this node.</summary>
    public void Forget() => names.Forget();

    private static async Task<DeskNames> ReadAsync(IDbContextFactory<AppDb> factory, CancellationToken stop)
    {
        await using var db = await factory.CreateDbContextAsync(stop);
        var people = await db.Users.Select(u => new { u.Id, u.DisplayName }).ToDictionaryAsync(u => u.Id, u => u.DisplayName, stop);
        var categories = await db.ProblemCategories.Select(c => new { c.Id, c.Name }).ToDictionaryAsync(c => c.Id, c => c.Name, stop);
        return new DeskNames(people, categories, await OrderLists.ReadAsync(db, stop));
    }
}
