using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace WorkOrders.Tests;

/// <summary>Every text shown to users is a key of the localizer and has an English translation.</summary>
public sealed partial class TextTests
{
    // Files whose Chinese is data or a rule about Chinese, not user interface.
    private static readonly string[] NotInterface =
    [
        "App/Demo/",
        "App/Customers/Duplicates/Finder/NameLikeness.cs",
        "App/Shared/Sensitive/NumberReading.cs", "App/Shared/Sensitive/Quantity.cs",
        "App/LoanCore/UsableText.cs", "App/LoanCore/StandIn/StandInAnswer.cs", "App/LoanCore/StandIn/StandInOddities.cs", "App/LoanCore/StandIn/StandInEndpoints.cs", "App/Defaults/Reasons/FirstReasons.cs",
    ];

    // The name of a language is shown in that language.
    private static readonly string[] Untranslated = ["中", "切换到中文", "中文"];

    private static readonly Dictionary<string, string> English = ReadEnglish();

    private static readonly Dictionary<string, string> Keys = Sources()
        .SelectMany(s => Literals().Matches(s.Code).Select(m => (Key: Regex.Unescape(m.Groups["key"].Value), s.File)))
        .Where(k => !Untranslated.Contains(k.Key)).GroupBy(k => k.Key, k => k.File).ToDictionary(g => g.Key, g => string.Join(", ", g.Distinct()));

    [Fact]
    public void Every_text_has_its_English() =>
        AssertNone("Without English in App/Shared/Text.en.resx:", Keys.Where(k => !English.ContainsKey(k.Key)).Select(k => $"{k.Key}    ({k.Value})"));

    [Fact]
    public void No_English_is_left_over() =>
        AssertNone("In App/Shared/Text.en.resx and nowhere in the code:", English.Keys.Where(key => !Keys.ContainsKey(key)));

    [Fact]
    public void English_takes_the_same_arguments() =>
        AssertNone("Other {n} in the English:", English.Where(e => !Arguments(e.Key).SequenceEqual(Arguments(e.Value))).Select(e => $"{e.Key} → {e.Value}"));

    [Fact]
    public void No_page_writes_Chinese_without_the_localizer() =>
        AssertNone("Not in L[\"…\"]:", Sources().Where(s => s.File.EndsWith(".razor", StringComparison.Ordinal))
            .SelectMany(s => Chinese().Matches(Literals().Replace(s.Code, "")).Select(m => $"{m.Value}    ({s.File})"))
            .Where(found => !Untranslated.Any(u => found.StartsWith(u + " ", StringComparison.Ordinal))));

    [Fact]
    public void An_order_is_settled_结单_and_the_word_关闭_stands_nowhere() =>
        AssertNone("关闭 in:", Sources().Where(s => s.Code.Contains("关闭", StringComparison.Ordinal)).Select(s => s.File));

    private static void AssertNone(string title, IEnumerable<string> found)
    {
        var list = found.Order(StringComparer.Ordinal).ToList();
        Assert.True(list.Count == 0, $"{title} {list.Count}\n" + string.Join('\n', list));
    }

    private static IEnumerable<string> Arguments(string text) => Argument().Matches(text).Select(m => m.Groups["number"].Value).Distinct().Order(StringComparer.Ordinal);

    private static IEnumerable<(string File, string Code)> Sources() =>
        from path in Directory.EnumerateFiles(Repository.PathOf("App"), "*.*", SearchOption.AllDirectories)
        where path.EndsWith(".cs", StringComparison.Ordinal) || path.EndsWith(".razor", StringComparison.Ordinal)
        let file = Path.GetRelativePath(Repository.Root, path).Replace('\\', '/')
        where !file.Contains("/obj/", StringComparison.Ordinal) && !file.Contains("/bin/", StringComparison.Ordinal) && !NotInterface.Any(n => file.StartsWith(n, StringComparison.Ordinal))
        select (file, Comments().Replace(File.ReadAllText(path), ""));

    private static Dictionary<string, string> ReadEnglish()
    {
        var file = Repository.PathOf("App", "Shared", "Text.en.resx");
        return File.Exists(file)
            ? XDocument.Load(file).Descendants("data").ToDictionary(d => d.Attribute("name")!.Value, d => d.Element("value")!.Value)
            : [];
    }

    [GeneratedRegex("\"(?<key>(?:[^\"\\\\\n<>]|\\\\.)*[\u4e00-\u9fff](?:[^\"\\\\\n<>]|\\\\.)*)\"", RegexOptions.None, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Literals();

    [GeneratedRegex("[\u4e00-\u9fff]+", RegexOptions.None, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Chinese();

    [GeneratedRegex(@"\{(?<number>\d+)[^}]*\}", RegexOptions.None, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Argument();

    [GeneratedRegex(@"@\*[\s\S]*?\*@|<!--[\s\S]*?-->|/\*[\s\S]*?\*/|(?<=^|[\s;{}(),])//[^\n]*", RegexOptions.Multiline, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Comments();
}
