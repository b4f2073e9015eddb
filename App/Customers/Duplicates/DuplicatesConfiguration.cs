using Microsoft.EntityFrameworkCore.Diagnostics;
using WorkOrders.Api;
using WorkOrders.Customers.Customer360.Timeline;
using WorkOrders.Customers.Duplicates.Finder;
using WorkOrders.Customers.Duplicates.Listing;
using WorkOrders.Customers.Duplicates.Merge;
using WorkOrders.Jobs;
using WorkOrders.Shared;
using WorkOrders.Ui;

namespace WorkOrders.Customers.Duplicates;

/// <summary>Registers 重复客户: finding, merging and undoing.</summary>
public static class DuplicatesConfiguration
{
    internal static void AddDuplicates(this IServiceCollection services)
    {
        services.AddBigrams();
        services.AddSingleton<Merging>();
        services.AddSingleton<UndoingMerge>();
        services.AddSingleton<Dismissing>();
        services.AddCustomerRows<FormerValue>("former-value", "曾用值");
        services.AddTimelineActions(MergeActions.Merged, MergeActions.Undone, MergeActions.StoodAlone, MergeActions.GaveUp);
        services.AddJob<FindDuplicates>(FindDuplicates.Name, "查找重复客户", JobPlan.Daily("03:30"));
        services.AddApiRoutes(api => api.MapDuplicates());
        services.AddNavigation(new NavigationEntry(240, "重复客户", DuplicateQuery.Path, Permission.ManageCustomers, Icon.Duplicates, "客户"));
    }

    /// <summary>Keeps the bigrams of names with every save.</summary>
    public static IServiceCollection AddBigrams(this IServiceCollection services) => services.AddSingleton<IInterceptor, SaveBigrams>();
}
