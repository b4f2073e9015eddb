using WorkOrders.Database;
using WorkOrders.Shared;

namespace WorkOrders.Ui;

/// <summary>Search results of one feature for the search box (Ctrl+K); registered by the feature.</summary>
public interface ISearchProvider
{
    /// <summary>
    /// At most ten hits visible to the user, best first; empty when the text is too short. The caller has counted <paramref name="number"/>, the number in
    /// the text, as a look-up: compare none but this one.
    /// </summary>
    Task<IReadOnlyList<SearchHit>> FindAsync(AppDb db, string text, SearchedNumber number, CurrentUser me, CancellationToken cancellation = default);
}

/// <summary>A search hit. <paramref name="Status"/> and <paramref name="Matched"/> are keys of the localizer.</summary>
/// <param name="Title">Number or name of the record.</param>
/// <param name="Status">Status of the record.</param>
/// <param name="Tone">CSS style of the status.</param>
/// <param name="Who">The person that the record is about.</param>
/// <param name="Matched">The field that matched.</param>
/// <param name="AddressFrom">Link target, given the current URL.</param>
public sealed record SearchHit(string Title, string Status, string Tone, string? Who, string Matched, Func<Uri, string> AddressFrom)
{
    /// <summary>Found by the searched telephone or ID number, not by a name or another number.</summary>
    public bool IsByNumber { get; init; }
}
