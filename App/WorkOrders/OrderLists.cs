using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Caching.Memory;
using WorkOrders.Shared;

namespace WorkOrders;

/// <summary>The taxonomy and the choice lists at one moment, as forms, checks and history read them.</summary>
public sealed class OrderLists(IReadOnlyList<CategoryOption> categories, IReadOnlyList<ChoiceOption> choices)
{
    private readonly Dictionary<int, CategoryOption> byId = categories.ToDictionary(c => c.Id);
    private readonly ILookup<int?, CategoryOption> byParent = categories.ToLookup(c => c.ParentId);
    private readonly ILookup<ChoiceKind, ChoiceOption> byKind = choices.ToLookup(c => c.Kind);

    public CategoryOption? Category(int? id) => id is { } key ? byId.GetValueOrDefault(key) : null;

    public ChoiceOption? Choice(ChoiceKind kind, string name) => byKind[kind].FirstOrDefault(c => c.Name == name);

    /// <summary>The channel of that name if new orders may have it.</summary>
    public string? EnabledChannel(string? name) => name is not null && Choice(ChoiceKind.Channel, name) is { IsEnabled: true } channel ? channel.Name : null;

    /// <summary>What a select offers below a parent (null: the types): enabled ones, and the present value even if it was disabled.</summary>
    public IEnumerable<CategoryOption> Below(int? parentId, int? present) => byParent[parentId].Where(c => c.IsEnabled || c.Id == present);

    /// <inheritdoc cref="Below"/>
    public IEnumerable<string> Of(ChoiceKind kind, string? present)
    {
        var offered = byKind[kind].Where(c => c.IsEnabled || c.Name == present).Select(c => c.Name);
        return present is null || Choice(kind, present) is not null ? offered : offered.Append(present);
    }

    /// <summary>逾期协商 / 延期还款 / 疾病.</summary>
    public string? Path(params int?[] ids)
    {
        var names = ids.Select(Category).OfType<CategoryOption>().Select(c => c.Name).ToList();
        return names.Count == 0 ? null : string.Join(" / ", names);
    }
}

/// <summary>A node of the taxonomy as a form offers it.</summary>
public sealed record CategoryOption(int Id, int? ParentId, ProblemLevel Level, string Name, bool IsEnabled);

/// <summary>A value of a choice list as a form offers it.</summary>
public sealed record ChoiceOption(ChoiceKind Kind, string Name, bool IsEnabled);

/// <summary>Keeps the lists for half a minute, so that another node's change arrives by itself.</summary>
public sealed class OrderListsCache(IDbContextFactory<AppDb> factory, IMemoryCache cache)
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromSeconds(30);

    public async Task<OrderLists> GetAsync() => (await cache.GetOrCreateAsync(nameof(OrderLists), entry =>
    {
        entry.AbsoluteExpirationRelativeToNow = Lifetime;
        return ReadAsync();
    }))!;

    /// <summary>After a change on the settings page.</summary>
    public void Forget() => cache.Remove(nameof(OrderLists));

    private async Task<OrderLists> ReadAsync()
    {
        await using var db = await factory.CreateDbContextAsync();
        var categories = await db.ProblemCategories.OrderBy(c => c.SortOrder).ThenBy(c => c.Id)
            .Select(c => new CategoryOption(c.Id, c.ParentId, c.Level, c.Name, c.IsEnabled)).ToListAsync();
        var choices = await db.Choices.OrderBy(c => c.SortOrder).ThenBy(c => c.Id)
            .Select(c => new ChoiceOption(c.Kind, c.Name, c.IsEnabled)).ToListAsync();
        return new OrderLists(categories, choices);
    }
}
