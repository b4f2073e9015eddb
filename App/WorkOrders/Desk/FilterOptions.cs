using Microsoft.EntityFrameworkCore;
using WorkOrders.Shared;

namespace WorkOrders.Desk;

/// <summary>What the fields under 更多 offer; read when they are opened. Disabled values stay: old orders have them.</summary>
internal sealed record FilterOptions(IReadOnlyList<PersonOption> People, ILookup<int?, (int Id, string Name)> Categories, ILookup<ChoiceKind, string> Choices)
{
    public static async Task<FilterOptions> ReadAsync(AppDb db)
    {
        var people = await db.Users.OrderBy(u => u.Initials).ThenBy(u => u.Id).Select(u => new PersonOption(u.Id, u.DisplayName, u.Initials)).ToListAsync();
        var categories = await db.ProblemCategories.OrderBy(c => c.SortOrder).ThenBy(c => c.Id).Select(c => new { c.Id, c.ParentId, c.Name }).ToListAsync();
        var choices = await db.Choices.OrderBy(c => c.SortOrder).ThenBy(c => c.Id).Select(c => new { c.Kind, c.Name }).ToListAsync();
        return new FilterOptions(people, categories.ToLookup(c => c.ParentId, c => (c.Id, c.Name)), choices.ToLookup(c => c.Kind, c => c.Name));
    }
}

/// <summary>A person in a list that is searched by name or by pinyin initials.</summary>
public sealed record PersonOption(int Id, string Name, string Initials)
{
    /// <summary>What typing is compared with.</summary>
    public string Search => $"{Name} {Initials}";
}
