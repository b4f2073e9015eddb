using WorkOrders.Shared;

namespace WorkOrders.LoanCore.Contracts;

/// <summary>A person's contracts: the core's answer of <see cref="SeenAt"/>, the previous different answer, and the result of the last query.</summary>
public sealed record LoanCoreView(LoanCoreAnswer? Answer, DateTimeOffset? SeenAt, LoanCoreAnswer? Before, DateTimeOffset? BeforeSeenAt, Outcome Outcome)
{
    /// <summary>No query yet and no snapshot.</summary>
    public static readonly LoanCoreView Unknown = new(null, null, null, null, Outcome.Done);

    public IReadOnlyList<CoreChange> Changes { get; } = Answer is null || Before is null ? [] : CoreChange.Between(Before, Answer);

    /// <summary>Whether the core has this person; null when there is no answer and no snapshot.</summary>
    public bool? KnowsPerson => Answer is null ? null : Answer.Contracts.Count > 0 || Answer.Person.Name is not null;

    /// <summary>Changes of one contract; none for a duplicate.</summary>
    public IEnumerable<CoreChange> ChangesOf(LoanContract contract) =>
        ReferenceEquals(Answer?.Contracts.First(c => c.Key == contract.Key), contract) ? Changes.Where(c => c.Contract == contract.Key) : [];
}
