using WorkOrders.Api;
using WorkOrders.Attachments;
using WorkOrders.Customers.Customer360;
using WorkOrders.Customers.Customer360.Json;
using WorkOrders.Database;
using WorkOrders.Desk;
using WorkOrders.Desk.Reading;
using WorkOrders.Desk.Views;
using WorkOrders.Dispatch;
using WorkOrders.Drafts;
using WorkOrders.DueTimes;
using WorkOrders.Files;
using WorkOrders.FollowUps;
using WorkOrders.FollowUps.Form;
using WorkOrders.Import;
using WorkOrders.Jobs;
using WorkOrders.NewOrder;
using WorkOrders.OfCustomer;
using WorkOrders.Page.Editing;
using WorkOrders.Shared;
using WorkOrders.Shared.People;
using WorkOrders.Staff.Leave;
using WorkOrders.Taxonomy;
using WorkOrders.Transfers;
using WorkOrders.Ui;

namespace WorkOrders;

/// <summary>Registers work orders 工单: services, pages in the navigation, jobs, API routes, seed data.</summary>
public static class WorkOrdersConfiguration
{
    public static void AddWorkOrders(this WebApplicationBuilder builder)
    {
        builder.Services.Configure<TransferRules>(builder.Configuration.GetSection("Transfers"));
        builder.Services.AddWorkOrders();
        builder.Services.AddHostedService<CompactOrderTallies>();
    }

    /// <summary>Registers everything except background jobs and settings.</summary>
    public static void AddWorkOrders(this IServiceCollection services)
    {
        services.AddDesk();
        services.AddTransfers();
        services.AddBatch();
        services.AddSingleton<DueTableCache>();
        services.AddSingleton<OrderListsCache>();
        services.AddSingleton<IFileUse, OrderFileUse>();
        services.AddDraftKind(FollowUpDraft.Kind);
        services.AddDraftKind(OrderDraft.Kind);
        services.AddDraftKind(EditDraft.Kind);
        services.AddSingleton<IPendingWork, OpenOrdersOfLeaver>();
        services.AddSingleton<ISearchProvider, OrderSearch>();
        services.AddSeed(provider => FirstDueRules.AddAsync(provider.GetRequiredService<AppDb>()));
        services.AddCustomerBlock<OrderBlock>(600, "工单");
        services.AddTimelineSource<OrderEntries>();
        services.AddCustomerSection<OrderSection>();
        services.AddApiRoutes(api =>
        {
            api.MapFollowUps();
            api.MapTemplates();
        });
        AddJobs(services);
        AddPages(services);
    }

    public static void MapWorkOrders(this WebApplication app) => app.MapBatch();

    private static void AddJobs(IServiceCollection services)
    {
        services.AddDueJob<ExpireTransfers>("transfer-expiry", "转出请求到期");
        services.AddJobCall<TransferRequest>("transfer-expiry", request => request.Status == TransferStatus.Pending ? request.Expires : null);
        services.AddDueJob<DispatchWaiting>("dispatch", "自动派发重试");
        services.AddJobCall<OperationRecord>("dispatch", record => record.Action == StaffActions.ReturnedToDuty ? record.At : null);
        services.AddDueJob<ImportOrders>("order-import", "批量建单", isLong: true);
        services.AddJobCall<OperationRecord>("order-import", record => record.Action == ImportActions.Started || record.Action == ImportActions.Continued ? record.At : null);
        services.AddJob<ClearImports>("import-clean-up", "清理批量建单的数据", JobPlan.Daily("03:40"));
        services.AddDueJob<DueReminder>("due-reminder", "到期提醒");
        services.AddJobLook<WorkOrder>(
            "due-reminder", order => order.Status != WorkOrderStatus.Settled && order.OverdueToldAt is null && order.DueAt is not null);
    }

    private static void AddPages(IServiceCollection services) => services.AddNavigation(
        new(100, "工单", "/work-orders", Permission.ReadOrders, Icon.Orders),
        new(110, "未分派", "/work-orders/unassigned", Permission.AssignOrders, Icon.Unassigned),
        new(120, "班组", "/work-orders/team", Permission.AssignOrders, Icon.Team),
        new(900, "分类与选项", "/settings/taxonomy", Permission.ConfigureOrders, Icon.Categories, "设置"),
        new(910, "处理人设置", "/settings/processors", Permission.ConfigureOrders, Icon.Processors, "设置"),
        new(920, "到期规则", "/settings/due-rules", Permission.ConfigureOrders, Icon.DueRules, "设置"));
}
