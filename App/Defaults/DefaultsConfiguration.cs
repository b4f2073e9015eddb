using WorkOrders.Api;
using WorkOrders.Customers.Customer360;
using WorkOrders.Customers.Customer360.Json;
using WorkOrders.Customers.Duplicates;
using WorkOrders.Customers.Duplicates.Merge;
using WorkOrders.Database;
using WorkOrders.Defaults.Applications;
using WorkOrders.Defaults.Applications.Form;
using WorkOrders.Defaults.Cases.Deciding;
using WorkOrders.Defaults.InDefault;
using WorkOrders.Defaults.InDefault.Merge;
using WorkOrders.Defaults.OfCustomer;
using WorkOrders.Defaults.Reasons;
using WorkOrders.Defaults.Renewals;
using WorkOrders.Defaults.Statistics;
using WorkOrders.Drafts;
using WorkOrders.Files;
using WorkOrders.Jobs;
using WorkOrders.Shared;
using WorkOrders.Ui;

namespace WorkOrders.Defaults;

/// <summary>Registers 违约客户管理: services, navigation pages, jobs, API routes and seeds.</summary>
public static class DefaultsConfiguration
{
    public static void AddDefaults(this IServiceCollection services)
    {
        services.AddSingleton<Applying>();
        services.AddSingleton<Renewing>();
        services.AddSingleton<Deciding>();
        services.AddSingleton<ReasonEditing>();
        services.AddSingleton<ISearchProvider, DefaultSearch>();
        services.AddDraftKind(ApplicationDraft.Kind);
        services.AddDraftKind(RenewalDraft.Kind);
        services.AddScoped<DefaultExport>();
        services.AddScoped<StatisticsExport>();
        services.AddSingleton<IFileUse, EvidenceUse>();
        services.AddCustomerBlock<DefaultBlock>(800, "违约");
        services.AddTimelineSource<CaseEntries>();
        services.AddCustomerSection<DefaultSection>();
        services.AddSeed(provider => FirstReasons.AddAsync(provider.GetRequiredService<AppDb>(), provider.GetRequiredService<TimeProvider>().GetUtcNow()));
        services.AddJob<DailyStatistics>("daily-statistics", "每日统计", JobPlan.Daily("02:00"));
        services.AddApiRoutes(api =>
        {
            api.MapReasons();
            api.MapApplications();
            api.MapInDefault();
            api.MapRenewals();
            api.MapStatistics();
        });
        services.AddSingleton<MergeFollower, DefaultsOfMerge>();
        services.AddCustomerRows<DefaultApplication>("default-application", "违约申请");
        services.AddCustomerRows<Renewal>("renewal", "重生申请");
        services.AddCustomerRows<DefaultChange>("default-change", "违约状态变更");
        services.AddNavigation(
            new(300, "审批台", "/defaults/approval-desk", Permission.DecideDefaults, Icon.ApprovalDesk, "违约"),
            new(310, "违约申请", "/defaults/applications", Permission.ReadDefaults, Icon.Applications, "违约"),
            new(320, "违约客户", "/defaults/customers", Permission.ReadDefaults, Icon.InDefault, "违约"),
            new(330, "重生", "/defaults/renewals", Permission.ReadDefaults, Icon.Renewals, "违约"),
            new(340, "统计", "/defaults/statistics", Permission.ReadDefaults, Icon.Statistics, "违约"),
            new(940, "原因设置", "/settings/reasons", Permission.ChangeReasons, Icon.Reasons, "设置"));
    }
}
