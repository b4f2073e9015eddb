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

    /// <summary>The bigrams by which a part of a name is found: without what may be the beginning of a legal form at its end, whose bigrams nobody has.</summary>
    internal static HashSet<long> BigramsOfPart(string part)
    {
        var core = Core(part);
        var end = Enumerable.Range(1, Math.Max(core.Length - 1, 0)).FirstOrDefault(from => LegalForms.Any(form => form.StartsWith(core[from..], StringComparison.Ordinal)), core.Length);
        return Bigrams(core[..end]);
    }

    private static string Core(string name) => Array.Find(LegalForms, form => name.EndsWith(form, StringComparison.Ordinal)) is { } end && name.Length - end.Length > 1
        ? name[..^end.Length]
        : name;
}
