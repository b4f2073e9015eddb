using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using WorkOrders.Customers.Duplicates;
using WorkOrders.Events;
using WorkOrders.History;

namespace WorkOrders.Tests.Support;

/// <summary>The interceptors that the application adds to every save, for contexts that tests create themselves.</summary>
public static class SavedAlong
{
    public static readonly IReadOnlyList<IInterceptor> Interceptors = Make();

    private static IReadOnlyList<IInterceptor> Make()
    {
        var services = new ServiceCollection();
        services.AddHistory();
        services.AddLiveEvents();
        services.AddBigrams();
        return [.. services.BuildServiceProvider().GetServices<IInterceptor>()];
    }
}
