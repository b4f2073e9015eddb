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

    /// <summary>What kind of refusal: the API's status depends on it.</summary>
    public Refusal Kind { get; private init; }

    [MemberNotNullWhen(true, nameof(Reason))]
    public bool IsRefused => Reason is not null;

    /// <summary>Refused, with the localizer's key and what fills its {0}.</summary>
    public static Outcome Refused(string reason, params object[] arguments) => new() { Reason = reason, Arguments = arguments };

    /// <summary>Not there, or not for these eyes: one answer for both.</summary>
    public static Outcome Missing(string reason, params object[] arguments) => new() { Reason = reason, Arguments = arguments, Kind = Refusal.Missing };

    /// <summary>There, but not this person's to do.</summary>
    public static Outcome Forbidden(string reason, params object[] arguments) => new() { Reason = reason, Arguments = arguments, Kind = Refusal.Permission };

    /// <summary>What was filled in breaks a rule; {0} is the field.</summary>
    public static Outcome Invalid(FieldError error) => new() { Reason = error.Rule, Arguments = [error.Field, .. error.Arguments], Kind = Refusal.Input };
}

/// <summary>Why something is refused: the state of the record, what was filled in, who asks, or that there is no such record.</summary>
public enum Refusal
{
    State,
    Input,
    Permission,
    Missing,
}
