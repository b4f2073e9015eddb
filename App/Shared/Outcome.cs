using System.Diagnostics.CodeAnalysis;

namespace WorkOrders.Shared;

/// <summary>What became of an action: done, or refused for a reason that a person can read.</summary>
public sealed record Outcome
{
    public static readonly Outcome Done = new();

    private Outcome()
    {
    }

    /// <summary>The Chinese text that is the localizer's key; null when done.</summary>
    public string? Reason { get; private init; }

    public IReadOnlyList<object> Arguments { get; private init; } = [];

    [MemberNotNullWhen(true, nameof(Reason))]
    public bool IsRefused => Reason is not null;

    /// <summary>Refused, with the localizer's key and what fills its {0}.</summary>
    public static Outcome Refused(string reason, params object[] arguments) => new() { Reason = reason, Arguments = arguments };
}
