using WorkOrders.Shared;

namespace WorkOrders.LoanCore;

/// <summary>What is known of a person's contracts: the core's answer of <see cref="SeenAt"/>, the different one before it, and how the last question went.</summary>
public sealed record LoanCoreView(LoanCoreAnswer? Answer, DateTimeOffset? SeenAt, LoanCoreAnswer? Before, DateTimeOffset? BeforeSeenAt, Outcome Outcome)
{
    /// <summary>Nobody asked yet and nothing is kept.</summary>
    public static readonly LoanCoreView Unknown = new(null, null, null, null, Outcome.Done);

    public IReadOnlyList<CoreChange> Changes { get; } = Answer is null || Before is null ? [] : CoreChange.Between(Before, Answer);

    /// <summary>What moved in one contract; nothing for the double of another.</summary>
    public IEnumerable<CoreChange> ChangesOf(LoanContract contract) =>
        ReferenceEquals(Answer?.Contracts.First(c => c.Key == contract.Key), contract) ? Changes.Where(c => c.Contract == contract.Key) : [];
}
