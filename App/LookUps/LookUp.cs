using WorkOrders.Shared;

namespace WorkOrders.LookUps;

/// <summary>The right to compare typed numbers with our records, or the refusal in words.</summary>
public sealed record LookUp
{
    /// <summary>No number was typed: nothing is counted.</summary>
    public static readonly LookUp Nothing = new();

    private LookUp()
    {
    }

    public Outcome Outcome { get; private init; } = Outcome.Done;

    /// <summary>When looking up goes on after a refusal.</summary>
    public DateTimeOffset? Until { get; private init; }

    /// <summary>The rows on record that don't say yet that something was found.</summary>
    internal IReadOnlyList<OpenLookUp> NotFoundYet { get; private init; } = [];

    internal static LookUp Allowed(IReadOnlyList<OpenLookUp> notFoundYet) => notFoundYet.Count == 0 ? Nothing : new() { NotFoundYet = notFoundYet };

    internal static LookUp Refused(string reason, DateTimeOffset until, params object[] arguments) =>
        new() { Outcome = Outcome.TooMany(reason, arguments), Until = until };
}

/// <summary>A row on record whose answer may still be noted.</summary>
/// <param name="Id">The row.</param>
/// <param name="Number">Its number in comparison form; null for a file.</param>
/// <param name="IsKnown">The row says already that nothing was found.</param>
internal sealed record OpenLookUp(long Id, Sensitive? Number, bool IsKnown);
