using System.Text;
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
    /// <summary>Half of a SHA-256 in hexadecimal would be more than enough to tell names apart.</summary>
    public const int HashLength = 16;

    private const string Rest = "***";

    public static AccessPerson Of(User user) => new(user.Id, user.DisplayName, null);

    public static AccessPerson Of(CurrentUser me) => new(me.Id, me.Name, null);

    /// <summary>A typed name; empty when none was typed.</summary>
    public static AccessPerson OfTyped(string? typed, LookUpKey key) =>
        Normalise.Line(Normalise.Halfwidth(typed)) is { } name ? new(null, First(name) + Rest, HashOf(name, key)) : new(null, "", null);

    /// <summary>The hash of a typed name, whatever its case and width, as sign-in compares names.</summary>
    public static string HashOf(string typed, LookUpKey key) => key.HashOf("name", Normalise.Halfwidth(typed).ToUpperInvariant())[..HashLength];

    private static Rune First(string name) => name.EnumerateRunes().First();
}
