namespace WorkOrders.Defaults.Cases;

/// <summary>外部评级, from best to worst.</summary>
public static class ExternalRating
{
    public const int Length = 4;

    public static readonly IReadOnlyList<string> All =
    [
        "AAA", "AA+", "AA", "AA-", "A+", "A", "A-", "BBB+", "BBB", "BBB-", "BB+", "BB", "BB-", "B+", "B", "B-",
        "CCC+", "CCC", "CCC-", "CC", "C+", "C", "C-", "D",
    ];
}
