using WorkOrders.Attachments;
using WorkOrders.DueTimes;
using WorkOrders.Files;
using WorkOrders.Transfers;

namespace WorkOrders;

/// <summary>Registers what the screens of work orders ask for.</summary>
public static class WorkOrdersConfiguration
{
    public static void AddWorkOrders(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<DueTableCache>();
        builder.Services.AddSingleton<OrderListsCache>();
        builder.Services.AddSingleton<IFileUse, OrderFileUse>();
        builder.AddTransfers();
    }
}
