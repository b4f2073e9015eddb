using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using WorkOrders.Api;
using WorkOrders.Customers.Duplicates;
using WorkOrders.Customers.Profile.Saving;
using WorkOrders.Database;
using WorkOrders.LookUps;
using WorkOrders.Shared;

namespace WorkOrders.Customers.Profile.Api;

/// <summary>API endpoints for 客户档案. The id of an alias stands for the survivor of its merge.</summary>
internal static class CustomerEndpoints
{
    private static readonly Dictionary<string, string> JsonNames = CustomerFields.All.ToDictionary(field => field.Name.Text, field => field.Json, StringComparer.Ordinal);

    public static void MapCustomers(this RouteGroupBuilder api)
    {
        var customers = api.MapGroup("/customers").WithTags("客户档案");
        customers.MapPost("", CreateAsync).Requires(Permission.EditCustomers).Produces<Envelope<CustomerAnswer>>().WithSummary("新建客户");
        customers.MapGet("", ListAsync).Requires(Permission.ReadCustomers).Produces<Envelope<ApiPage<CustomerAnswer>>>().WithSummary("查询客户列表");
        customers.MapGet("/{id:int}", GetAsync).Requires(Permission.ReadCustomers).Produces<Envelope<CustomerAnswer>>().WithSummary("获取客户资料");
        customers.MapPut("/{id:int}", ChangeAsync).Requires(Permission.EditCustomers).Produces<Envelope<CustomerAnswer>>().WithSummary("修改客户资料");
        customers.MapPost("/{id:int}/deactivate", DeactivateAsync).Requires(Permission.EditCustomers).Produces<Envelope<CustomerAnswer>>().WithSummary("停用客户");
        customers.MapPost("/{id:int}/activate", ActivateAsync).Requires(Permission.EditCustomers).Produces<Envelope<CustomerAnswer>>().WithSummary("启用客户");
    }

    private static async Task<IResult> CreateAsync(
        CustomerRequest request, CurrentUser me, CustomerSaving saving, IDbContextFactory<AppDb> factory, IStringLocalizer<Text> texts)
    {
        var saved = await saving.CreateAsync(request.Over(new CustomerValues()), SameName.AskedWithoutNumber, me);
        return await AnswerAsync(saved, "客户创建成功", me, factory, texts);
    }

    private static async Task<IResult> ListAsync(
        [AsParameters] Paging paging, [AsParameters] CustomerListRequest request, [AsParameters] Period period, CurrentUser me, LookUpCounter lookUps,
        IDbContextFactory<AppDb> factory, CancellationToken cancellation)
    {
        if ((paging.Fault() ?? period.Fault() ?? request.Fault()) is { } fault)
        {
            return Answer.BadField(fault);
        }

        var filter = request.Filter(period);
        var (lookUp, page) = await lookUps.AskAsync(
            LookUpPlace.CustomerFilter,
            me,
            filter.Numbers,
            async () =>
            {
                await using var db = await factory.CreateDbContextAsync(cancellation);
                var visible = db.Customers.AsNoTracking().Include(c => c.Owner).VisibleTo(me);
                filter = await filter.ByNameAsync(visible, cancellation);
                return await paging.ReadAsync(filter.Apply(visible).OrderByDescending(c => c.Id), c => c, cancellation);
            },
            found => found.Total > 0,
            cancellation);
        return page is null
            ? Answer.TooMany(lookUp.Outcome, lookUp.Until!.Value)
            : Answer.Ok(new ApiPage<CustomerAnswer>(page.Total, page.Page, page.Size, [.. page.List.Select(CustomerAnswer.Of)]));
    }

    private static async Task<IResult> GetAsync(int id, CurrentUser me, IDbContextFactory<AppDb> factory, CancellationToken cancellation)
    {
        await using var db = await factory.CreateDbContextAsync(cancellation);
        return await FindAsync(db, id, me, cancellation) is { } customer ? Answer.Ok(CustomerAnswer.Of(customer)) : Answer.Missing();
    }

    private static async Task<IResult> ChangeAsync(
        int id, CustomerRequest request, CurrentUser me, CustomerSaving saving, IDbContextFactory<AppDb> factory, IStringLocalizer<Text> texts)
    {
        await using var db = await factory.CreateDbContextAsync();
        if (await FindAsync(db, id, me) is not { } customer)
        {
            return Answer.Missing();
        }

        if (!customer.CanEdit(me))
        {
            return Answer.Refused(Outcome.Forbidden("您没有修改这位客户的权限"));
        }

        var saved = await saving.ChangeAsync(customer.Id, request.Over(customer.Values), request.Version ?? customer.Version, me);
        return await AnswerAsync(saved, "客户资料已更新", me, factory, texts);
    }

    private static async Task<IResult> DeactivateAsync(int id, DeactivationRequest request, CurrentUser me, IDbContextFactory<AppDb> factory, TimeProvider time) =>
        await AnswerAsync(await factory.DeactivateAsync(id, request.Reason, me, time.GetUtcNow()), id, "客户已停用", me, factory);

    private static async Task<IResult> ActivateAsync(int id, CurrentUser me, IDbContextFactory<AppDb> factory, TimeProvider time) =>
        await AnswerAsync(await factory.ActivateAsync(id, me, time.GetUtcNow()), id, "客户已启用", me, factory);

    private static async Task<IResult> AnswerAsync(Outcome outcome, int id, string message, CurrentUser me, IDbContextFactory<AppDb> factory)
    {
        if (outcome.IsRefused)
        {
            return Answer.Refused(outcome);
        }

        await using var db = await factory.CreateDbContextAsync();
        return await FindAsync(db, id, me) is { } customer ? Answer.Ok(CustomerAnswer.Of(customer), message) : Answer.Missing();
    }

    private static async Task<IResult> AnswerAsync(
        SavedCustomer saved, string message, CurrentUser me, IDbContextFactory<AppDb> factory, IStringLocalizer<Text> texts)
    {
        if (saved.Until is { } until)
        {
            return Answer.TooMany(saved.Outcome, until);
        }

        if (saved.Customer is not { Id: var id } changed)
        {
            return Answer.Refused(saved.Outcome, JsonNames, saved.Candidates.Count == 0 ? null : saved.Candidates.Select(CustomerInTheWay.Of).ToArray());
        }

        // Somebody who gives a customer away may not see it any more.
        await using var db = await factory.CreateDbContextAsync();
        return Answer.Ok(CustomerAnswer.Of(await FindAsync(db, id, me) ?? changed).With(saved.Warnings, texts), message);
    }

    private static async Task<Customer?> FindAsync(AppDb db, int id, CurrentUser me, CancellationToken cancellation = default)
    {
        var survivor = await db.SurvivorOfAsync(id, cancellation);
        return await db.Customers.AsNoTracking().Include(c => c.Owner).VisibleTo(me).FirstOrDefaultAsync(c => c.Id == survivor, cancellation);
    }

    internal sealed record DeactivationRequest(string? Reason);
}
