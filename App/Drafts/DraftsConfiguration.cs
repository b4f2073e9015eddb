using Microsoft.AspNetCore.Components.Server.Circuits;
using WorkOrders.Files;
using WorkOrders.Jobs;

namespace WorkOrders.Drafts;

/// <summary>Registers drafts. A feature adds a <see cref="DraftKind"/> for each of its forms.</summary>
public static class DraftsConfiguration
{
    public static void AddDrafts(this IServiceCollection services)
    {
        services.AddSingleton<DraftKinds>();
        services.AddScoped<BrowserWindow>();
        services.AddScoped<DraftSessions>();
        services.AddScoped<CircuitHandler, DraftsOfCircuit>();
        services.AddSingleton<IFileUse, DraftFileUse>();
        services.AddJob<ClearDrafts>("draft-clean-up", "清理草稿", JobPlan.Daily("03:00"));
    }
}
