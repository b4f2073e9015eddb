using WorkOrders.Customers.Contracts;
using WorkOrders.Customers.Customer360;
using WorkOrders.Customers.Customer360.Json;
using WorkOrders.Customers.Duplicates;
using WorkOrders.Customers.Duplicates.Merge;
using WorkOrders.Customers.Import;
using WorkOrders.Customers.Opportunities;
using WorkOrders.Customers.Opportunities.Listing;
using WorkOrders.Customers.Profile;
using WorkOrders.LoanCore;
using WorkOrders.LoanCore.StandIn;
using WorkOrders.Shared;
using WorkOrders.Ui;

namespace WorkOrders.Customers;

/// <summary>Registers customers 客户.</summary>
public static class CustomersConfiguration
{
    public static void AddCustomers(this IServiceCollection services)
    {
        services.AddSingleton<ILoanCoreReader, FillCustomer>();
        services.AddSingleton<IKnownPeople, KnownCustomers>();
        services.AddCustomerProfiles();
        services.AddCustomer360();
        services.AddDuplicates();
        services.AddCustomerImport();
        AddSales(services);
    }

    public static void MapCustomers(this WebApplication app)
    {
        app.MapCustomerProfiles();
        app.MapCustomerImport();
    }

    // 商机, 合同 and 回款.
    private static void AddSales(IServiceCollection services)
    {
        services.AddNavigation(new NavigationEntry(220, "商机", OpportunityQuery.Path, Permission.EditCustomers, Icon.Opportunities, "客户", IsForReading: true));
        services.AddCustomerBlock<OpportunityBlock>(300, "商机");
        services.AddCustomerBlock<ContractBlock>(400, "合同与回款", isWide: true);
        services.AddCustomerSection<OpportunitySection>();
        services.AddCustomerSection<ContractSection>();
        services.AddTimelineSource<OpportunityTimeline>();
        services.AddTimelineSource<ContractTimeline>();
        services.AddCustomerRows<Opportunity>("opportunity", "商机");
        services.AddCustomerRows<CustomerContract>("contract", "合同");
        services.AddCustomerRows<CustomerRepayment>("repayment", "回款");
        services.AddSingleton<MergeFollower, RepaymentsOfMerge>();
    }
}
