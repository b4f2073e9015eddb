using Xunit.Abstractions;

[assembly: TestCollectionOrderer("WorkOrders.Tests.Support.BrowserFirst", "App.Tests")]

namespace WorkOrders.Tests.Support;

/// <summary>
/// Starts the two collections of browser stories first: the tests of each one after another, the other tests beside them. Of those what waits for servers
/// to start and stop comes first.
/// </summary>
public sealed class BrowserFirst : ITestCollectionOrderer
{
    public IEnumerable<ITestCollection> OrderTestCollections(IEnumerable<ITestCollection> testCollections) =>
        testCollections.OrderBy(collection => collection.DisplayName switch
        {
            "Browser" => 0,
            BrowserTest.SecondBrowser => 1,
            var name when name.Contains("EmbeddedPostgres", StringComparison.Ordinal) => 2,
            _ => 3,
        });
}
