using System.ComponentModel;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Caching.Hybrid;
using WorkOrders.Database;
using WorkOrders.Shared;

namespace WorkOrders.Taxonomy;

/// <summary>Snapshot of the taxonomy and the choice lists, for forms, validation and history.</summary>
[ImmutableObject(true)]
public sealed class OrderLists(IReadOnlyList<CategoryOption> categories, IReadOnlyList<ChoiceOption> choices)
{
    private readonly Dictionary<int, CategoryOption> byId = categories.ToDictionary(c => c.Id);
    private readonly ILookup<int?, CategoryOption> byParent = categories.ToLookup(c => c.ParentId);
    private readonly ILookup<ChoiceKind, ChoiceOption> byKind = choices.ToLookup(c => c.Kind);

    public CategoryOption? Category(int? id) => id is { } key ? byId.GetValueOrDefault(key) : null;

    /// <summary>The value with that name; another spelling of it is found too.</summary>
    public ChoiceOption? Choice(ChoiceKind kind, string name) => byKind[kind].FirstOrDefault(c => c.Name == name)
        ?? (ComparisonForm.OfName(name) is var form ? byKind[kind].FirstOrDefault(c => ComparisonForm.OfName(c.Name) == form) : null);

    /// <summary>The channel with that name if it is enabled.</summary>
    public string? EnabledChannel(string? name) => name is not null && Choice(ChoiceKind.Channel, name) is { IsEnabled: true } channel ? channel.Name : null;

    /// <summary>Options below a parent (null: the types): enabled ones, and the current value even if it is disabled.</summary>
    public IEnumerable<CategoryOption> Below(int? parentId, int? present) => byParent[parentId].Where(c => c.IsEnabled || c.Id == present);

    /// <inheritdoc cref="Below"/>
    public IEnumerable<string> Of(ChoiceKind kind, string? present)
    {
        var offered = byKind[kind].Where(c => c.IsEnabled || c.Name == present).Select(c => c.Name);
        return present is null || Choice(kind, present) is not null ? offered : offered.Append(present);
    }

    /// <summary>The lists as they are now; forms use <see cref="OrderListsCache"/>.</summary>
    public static async Task<OrderLists> ReadAsync(AppDb db, CancellationToken stop = default)
    {
        var categories = await db.ProblemCategories.OrderBy(c => c.SortOrder).ThenBy(c => c.Id)
            .Select(c => new CategoryOption(c.Id, c.ParentId, c.Level, c.Name, c.IsEnabled)).ToListAsync(stop);
        var choices = await db.Choices.OrderBy(c => c.SortOrder).ThenBy(c => c.Id)
            .Select(c => new ChoiceOption(c.Kind, c.Name, c.IsEnabled)).ToListAsync(stop);
        return new OrderLists(categories, choices);
    }

    /// <summary>Example: 逾期协商 / 延期还款 / 疾病.</summary>
    public string? Path(params int?[] ids)
    {
        var names = ids.Select(Category).OfType<CategoryOption>().Select(c => c.Name).ToList();
        return names.Count == 0 ? null : string.Join(" / ", names);
    }
}

/// <summary>A node of the taxonomy as a form option.</summary>
public sealed record CategoryOption(int Id, int? ParentId, ProblemLevel Level, string Name, bool IsEnabled);

/// <summary>A value of a choice list as a form option.</summary>
public sealed record ChoiceOption(ChoiceKind Kind, string Name, bool IsEnabled);

/// <summary>Caches the lists for 30 seconds; changes made on other nodes appear after that.</summary>
public sealed class OrderListsCache(IDbContextFactory<AppDb> factory, HybridCache cache)
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromSeconds(30);

    private readonly Cached<OrderLists> lists = new(cache, nameof(OrderLists), Lifetime, async stop =>
    {
        await using var db = await factory.CreateDbContextAsync(stop);
        return await OrderLists.ReadAsync(db, stop);
    });

    public ValueTask<OrderLists> GetAsync(CancellationToken cancellation = default) => lists.GetAsync(cancellation);

    /// <summary>Clears the cache after a change on the settings page.</summary>
    public void Forget() => lists.Forget();
}
