using WorkOrders.Defaults.Applications;
using WorkOrders.Defaults.InDefault;
using WorkOrders.Defaults.Reasons;
using WorkOrders.Defaults.Renewals;
using WorkOrders.Defaults.Statistics;
using WorkOrders.Files;

namespace WorkOrders.Defaults;

/// <summary>Registers what decides about defaults.</summary>
public static class DefaultsConfiguration
{
    public static void AddDefaults(this WebApplicationBuilder builder) => builder.Services
        .AddSingleton<Applying>()
        .AddSingleton<Renewing>()
        .AddSingleton<Deciding>()
        .AddSingleton<ReasonEditing>()
        .AddScoped<DefaultExport>()
        .AddScoped<StatisticsExport>()
        .AddSingleton<IFileUse, EvidenceUse>();
}
