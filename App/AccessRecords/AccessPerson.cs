using WorkOrders.LookUps;
using WorkOrders.Shared;
using WorkOrders.Shared.People;

namespace WorkOrders.AccessRecords;

/// <summary>
/// The person of a record: a user, or a typed name that nobody has. People type passwords and telephone numbers into that field, so only its first character is
/// kept, and a hash with a secret key, which tells whether two are the same.
/// </summary>
internal sealed record AccessPerson(int? UserId, string Name, string? NameHash)
{
    /// <summary>Enough to tell names apart.</summary>
    public const int HashLength = 16;

    private const string Rest = "***";

    public static AccessPerson Of(User user) => new(user.Id, user.DisplayName, null);

    public static AccessPerson Of(CurrentUser me) => new(me.Id, me.Name, null);

    /// <summary>A typed name that nobody has; empty when none was typed.</summary>
    public static AccessPerson OfTyped(string? typed, LookUpKey key) =>
        Readable(typed) is { Length: > 0 } name ? new(null, name.EnumerateRunes().First() + Rest, HashOf(name, key)) : new(null, "", null);

    /// <summary>The hash of a typed name, whatever its case and width, as sign-in compares names.</summary>
    public static string HashOf(string typed, LookUpKey key) => key.HashOf("name", Readable(typed).ToUpperInvariant())[..HashLength];

    /// <summary>A typed text as the database takes it.</summary>
    public static string Readable(string? typed) => Normalise.Whole(Normalise.Line(Normalise.Halfwidth(typed)) ?? "");
}
