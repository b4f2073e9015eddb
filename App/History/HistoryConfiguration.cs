using Microsoft.EntityFrameworkCore.Diagnostics;

namespace WorkOrders.History;

/// <summary>Registers 操作记录.</summary>
public static class HistoryConfiguration
{
    public static IServiceCollection AddHistory(this IServiceCollection services) => services.AddSingleton<IInterceptor, SaveRecords>();
}
