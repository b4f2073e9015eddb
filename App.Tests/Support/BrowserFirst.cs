using Xunit.Abstractions;

[assembly: TestCollectionOrderer("WorkOrders.Tests.Support.BrowserFirst", "App.Tests")]

namespace WorkOrders.Tests.Support;

/// <summary>Starts the browser tests first: stories (Browser) and walks over pages (Pages) side by side, the tests of each one after another.</summary>
public sealed class BrowserFirst : ITestCollectionOrderer
{
    public IEnumerable<ITestCollection> OrderTestCollections(IEnumerable<ITestCollection> testCollections) =>
        testCollections.OrderBy(collection => collection.DisplayName switch { "Browser" => 0, "Pages" => 1, _ => 2 });
}
