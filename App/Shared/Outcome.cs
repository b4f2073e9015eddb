using System.Diagnostics.CodeAnalysis;

namespace WorkOrders.Shared;

/// <summary>Result of an action: done, or refused with a reason for the user.</summary>
public sealed record Outcome
{
    public static readonly Outcome Done = new();

    private Outcome()
    {
    }

    /// <summary>The Chinese reason, which is the localizer's key; null when done.</summary>
    public string? Reason { get; private init; }

    /// <summary>Arguments of the reason; telephone, card and account numbers in them are masked.</summary>
    public IReadOnlyList<object> Arguments { get; private init => field = FreeText.InMessage(value); } = [];

    /// <summary>Kind of refusal; decides the HTTP status of the API.</summary>
    public Refusal Kind { get; private init; }

    [MemberNotNullWhen(true, nameof(Reason))]
    public bool IsRefused => Reason is not null;

    /// <summary>The wrong field of an invalid input; null for other results.</summary>
    public FieldError? WrongField => Kind == Refusal.Input ? new FieldError((string)Arguments[0], Reason!, [.. Arguments.Skip(1)]) : null;

    /// <summary>Refused, with the localizer's key and its arguments.</summary>
    public static Outcome Refused(string reason, params object[] arguments) => new() { Reason = reason, Arguments = arguments };

    /// <summary>Not found or not visible to the user; both give the same answer.</summary>
    public static Outcome Missing(string reason, params object[] arguments) => new() { Reason = reason, Arguments = arguments, Kind = Refusal.Missing };

    /// <summary>Visible, but the user lacks the permission.</summary>
    public static Outcome Forbidden(string reason, params object[] arguments) => new() { Reason = reason, Arguments = arguments, Kind = Refusal.Permission };

    /// <summary>Asked too often: possible again later.</summary>
    public static Outcome TooMany(string reason, params object[] arguments) => new() { Reason = reason, Arguments = arguments, Kind = Refusal.Limit };

    /// <summary>The input breaks a rule; {0} is the field.</summary>
    public static Outcome Invalid(FieldError error) => new() { Reason = error.Rule, Arguments = [error.Field, .. error.Arguments], Kind = Refusal.Input };
}

/// <summary>Kind of refusal: state of the record, invalid input, missing permission, record not found, or a limit that is reached.</summary>
public enum Refusal
{
    State,
    Input,
    Permission,
    Missing,
    Limit,
}
