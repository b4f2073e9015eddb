using System.Text.RegularExpressions;

namespace WorkOrders.Tests;

/// <summary>What the documents name exists.</summary>
public sealed partial class DocumentTests
{
    [Fact]
    public void Every_test_that_the_promises_name_exists()
    {
        var tests = typeof(DocumentTests).Assembly.GetTypes().Select(t => t.Name).ToHashSet(StringComparer.Ordinal);
        var named = TestClass().Matches(File.ReadAllText(Repository.PathOf("docs", "security.md"))).Select(m => m.Groups["name"].Value).ToList();
        Assert.NotEmpty(named);
        Assert.All(named, name => Assert.Contains(name, tests));
    }

    [Fact]
    public void Every_link_between_documents_leads_to_a_file()
    {
        string[] documents = ["README.md", .. Directory.GetFiles(Repository.PathOf("docs"), "*.md", SearchOption.AllDirectories)];
        var links = documents.SelectMany(document => Link().Matches(File.ReadAllText(Repository.PathOf(document)))
            .Select(m => (Document: document, Target: Path.Combine(Path.GetDirectoryName(Repository.PathOf(document))!, m.Groups["target"].Value)))).ToList();
        Assert.NotEmpty(links);
        Assert.All(links, link => Assert.True(Path.Exists(link.Target), $"{link.Document}: {link.Target}"));
    }

    [GeneratedRegex("`(?<name>[A-Za-z]+Tests)`", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex TestClass();

    [GeneratedRegex(@"\]\((?!https?:)(?<target>[^)#\s]+)[^)]*\)", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Link();
}
