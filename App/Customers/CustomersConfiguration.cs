using WorkOrders.Customers.Duplicates;
using WorkOrders.LoanCore;
using WorkOrders.LoanCore.StandIn;

namespace WorkOrders.Customers;

/// <summary>Registers customers 客户.</summary>
public static class CustomersConfiguration
{
    public static void AddCustomers(this IServiceCollection services)
    {
        services.AddSingleton<ILoanCoreReader, FillCustomer>();
        services.AddSingleton<IKnownPeople, KnownCustomers>();
        services.AddDuplicates();
    }
}
