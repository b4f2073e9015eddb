using WorkOrders.Export;
using WorkOrders.Import.Reading;

namespace WorkOrders.Import;

/// <summary>Registers the export and import of orders.</summary>
public static class BatchConfiguration
{
    public static void AddBatch(this IServiceCollection services)
    {
        services.AddScoped<OrderExport>();
        services.AddScoped<ImportUpload>();
        services.AddScoped<RefusedRows>();
    }
}
