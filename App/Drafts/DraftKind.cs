using WorkOrders.Database;
using WorkOrders.Files;
using WorkOrders.Shared;

namespace WorkOrders.Drafts;

/// <summary>A form whose unsaved input is kept. Declared by the feature that owns the form, and registered with <see cref="DraftKindRegistration.AddDraftKind"/>.</summary>
/// <param name="Code">Stored with each draft.</param>
/// <param name="Title">Name of the form, a key of the localizer.</param>
/// <param name="AddressOf">The page that shows the form, from key and body of a draft.</param>
public sealed record DraftKind(string Code, string Title, Func<DraftRow, string> AddressOf)
{
    /// <summary>The draft in a few words, such as the customer's name, its numbers masked; null when there is nothing to say.</summary>
    public Func<DraftRow, string?> Describe { get; init => field = draft => NumberInName.Masked(value(draft)); } = _ => null;

    /// <summary>Without this permission the page doesn't open; the draft is then read in 我没写完的.</summary>
    public Permission? Needs { get; init; }

    /// <summary>What was typed, field by field.</summary>
    public Func<DraftRow, IReadOnlyList<DraftText>> Texts { get; init; } = _ => [];

    /// <summary>The files that the form may use beside those already in the draft: by default one's own uploads.</summary>
    public Func<IQueryable<StoredFile>, AppDb, string, CurrentUser, IQueryable<StoredFile>> Files { get; init; } = (files, _, _, me) => files.Where(f => f.UploaderId == me.Id);
}

/// <summary>A typed value of a draft. <paramref name="Field"/> is a key of the localizer.</summary>
public sealed record DraftText(string Field, string Value)
{
    /// <summary>The fields that have a value.</summary>
    public static IReadOnlyList<DraftText> Of(params IEnumerable<(string Field, string? Value)> fields) =>
        [.. fields.Where(field => !string.IsNullOrWhiteSpace(field.Value)).Select(field => new DraftText(field.Field, field.Value!))];
}

/// <summary>All registered kinds by code.</summary>
public sealed class DraftKinds(IEnumerable<DraftKind> registered)
{
    private readonly Dictionary<string, DraftKind> byCode = registered.ToDictionary(kind => kind.Code, StringComparer.Ordinal);

    /// <summary>Null for the code of a form that does not exist any more.</summary>
    public DraftKind? Of(string code) => byCode.GetValueOrDefault(code);
}

/// <summary>Registers kinds of drafts.</summary>
public static class DraftKindRegistration
{
    public static void AddDraftKind(this IServiceCollection services, DraftKind kind) => services.AddSingleton(kind);
}
