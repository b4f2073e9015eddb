using Microsoft.EntityFrameworkCore;
using WorkOrders.Database;
using WorkOrders.Shared;
using WorkOrders.Taxonomy;

namespace WorkOrders.Desk.Filters;

/// <summary>Options of the fields under 更多, loaded when it is opened. Disabled values are included because old orders use them.</summary>
internal sealed record FilterOptions(IReadOnlyList<PersonOption> People, ILookup<int?, (int Id, string Name)> Categories, ILookup<ChoiceKind, string> Choices)
{
    public static async Task<FilterOptions> ReadAsync(AppDb db, CancellationToken token)
    {
        var people = await db.Users.OrderBy(u => u.Initials).ThenBy(u => u.Id)
            .Select(u => new PersonOption(u.Id, u.DisplayName, u.Initials)).ToListAsync(token);
        var categories = await db.ProblemCategories.OrderBy(c => c.SortOrder).ThenBy(c => c.Id)
            .Select(c => new { c.Id, c.ParentId, c.Name }).ToListAsync(token);
        var choices = await db.Choices.OrderBy(c => c.SortOrder).ThenBy(c => c.Id).Select(c => new { c.Kind, c.Name }).ToListAsync(token);
        return new FilterOptions(people, categories.ToLookup(c => c.ParentId, c => (c.Id, c.Name)), choices.ToLookup(c => c.Kind, c => c.Name));
    }
}

/// <summary>A person in a list that can be searched by name or pinyin initials.</summary>
public sealed record PersonOption(int Id, string Name, string Initials)
{
    public bool Fits(string typed) =>
        ComparisonForm.OfName(Name).Contains(ComparisonForm.OfName(typed), StringComparison.Ordinal) || Initials.Contains(typed, StringComparison.OrdinalIgnoreCase);
}
