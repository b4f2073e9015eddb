using Xunit.Abstractions;

[assembly: TestCollectionOrderer("WorkOrders.Tests.Support.BrowserFirst", "App.Tests")]

namespace WorkOrders.Tests.Support;

/// <summary>Starts the browser stories first: they run one after another, and the other tests beside them.</summary>
public sealed class BrowserFirst : ITestCollectionOrderer
{
    public IEnumerable<ITestCollection> OrderTestCollections(IEnumerable<ITestCollection> testCollections) =>
        testCollections.OrderBy(collection => collection.DisplayName == "Browser" ? 0 : 1);
}
