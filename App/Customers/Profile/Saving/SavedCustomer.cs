using WorkOrders.Shared;

namespace WorkOrders.Customers.Profile.Saving;

/// <summary>Result of creating or changing a customer.</summary>
public sealed record SavedCustomer(Outcome Outcome)
{
    /// <summary>Null when it was refused.</summary>
    public Customer? Customer { get; init; }

    /// <summary>The wrong fields, and those whose unique value another customer has, in form order.</summary>
    public IReadOnlyList<FieldError> Errors { get; init; } = [];

    /// <summary>Probably typing errors; they are saved all the same.</summary>
    public IReadOnlyList<FieldError> Warnings { get; init; } = [];

    /// <summary>The customers that are in the way and that the user may see.</summary>
    public IReadOnlyList<Customer> Candidates { get; init; } = [];

    /// <summary>A customer of this name exists: saving needs the answer 另一个人.</summary>
    public bool AsksForAnother { get; init; }

    /// <summary>Somebody else changed the same fields meanwhile.</summary>
    public CustomerConflict? Conflict { get; init; }

    /// <summary>The fields that somebody else changed meanwhile and that were kept.</summary>
    public IReadOnlyList<FieldName> Merged { get; init; } = [];

    /// <summary>When looking up numbers goes on after a limit.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>Another customer has a number that was typed.</summary>
    internal bool IsNumberTaken { get; init; }

    internal static SavedCustomer Wrong(IReadOnlyList<FieldError> errors) => new(Outcome.Invalid(errors[0])) { Errors = errors };

    /// <summary>Null when nothing is taken.</summary>
    internal static SavedCustomer? Taken(IReadOnlyList<TakenValue> taken, CurrentUser me)
    {
        var refusals = taken.Select(t => (t.Field, Outcome: t.Refusal(me))).ToList();
        return refusals is not [var first, ..] ? null : new SavedCustomer(first.Outcome)
        {
            Errors = [.. refusals.Select(r => new FieldError(r.Field.Text, r.Outcome.Reason!, [.. r.Outcome.Arguments.Skip(1)]))],
            Candidates = [.. taken.Select(t => t.Owner).Where(owner => owner.IsVisibleTo(me)).DistinctBy(owner => owner.Id)],
            IsNumberTaken = taken.Any(t => t.Field == CustomerFields.Phone || t.Field == CustomerFields.IdNumber),
        };
    }
}

/// <summary>What happens when a person is created whose name another customer has.</summary>
public enum SameName
{
    /// <summary>It is always asked: a form.</summary>
    Asked,

    /// <summary>It is asked unless telephone or ID number tell the two apart: the API.</summary>
    AskedWithoutNumber,

    /// <summary>另一个人: the user has looked at the others.</summary>
    Another,
}
