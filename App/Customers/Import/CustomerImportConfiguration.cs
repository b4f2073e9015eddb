using WorkOrders.Customers.Import.Reading;
using WorkOrders.Jobs;
using WorkOrders.Shared;

namespace WorkOrders.Customers.Import;

/// <summary>Registers the import of customers.</summary>
public static class CustomerImportConfiguration
{
    private const string Job = "customer-import";

    public static void AddCustomerImport(this IServiceCollection services)
    {
        services.AddScoped<CustomerUpload>();
        services.AddScoped<RefusedCustomers>();
        services.AddDueJob<ImportCustomers>(Job, "导入客户", isLong: true);
        services.AddJobCall<OperationRecord>(
            Job, record => record.Action == CustomerImportActions.Started || record.Action == CustomerImportActions.Continued ? record.At : null);
        services.AddJob<ClearCustomerImports>("customer-import-clean-up", "清理客户导入的数据", JobPlan.Daily("03:45"));
    }
}
