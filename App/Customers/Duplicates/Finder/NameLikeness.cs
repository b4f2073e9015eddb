namespace WorkOrders.Customers.Duplicates.Finder;

/// <summary>How like the names of two enterprises are: the bigrams that both have (Dice), without the legal form at the end.</summary>
public static class NameLikeness
{
    /// <summary>From here on two names are similar, in percent.</summary>
    public const int Similar = 70;

    private const int BitsOfRune = 21;

    private static readonly string[] LegalForms = ["股份有限公司", "有限责任公司", "集团有限公司", "有限公司", "股份公司", "分公司", "公司"];

    /// <summary>In percent; 100 for the same bigrams.</summary>
    public static int Of(string? one, string? other)
    {
        var (first, second) = (Bigrams(one), Bigrams(other));
        return first.Count + second.Count == 0 ? 0 : 200 * first.Count(second.Contains) / (first.Count + second.Count);
    }

    /// <summary>The bigrams of a name in comparison form, each once.</summary>
    internal static HashSet<long> Bigrams(string? name)
    {
        var runes = Core(name ?? "").EnumerateRunes().Where(r => r.Value != ' ').Select(r => (long)r.Value).ToList();
        return [.. runes.Zip(runes.Skip(1), (first, second) => (first << BitsOfRune) | second)];
    }

    private static string Core(string name) => Array.Find(LegalForms, form => name.EndsWith(form, StringComparison.Ordinal)) is { } end && name.Length - end.Length > 1
        ? name[..^end.Length]
        : name;
}
