using System.Linq.Expressions;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using WorkOrders.Api;
using WorkOrders.Customers.Duplicates;
using WorkOrders.Database;
using WorkOrders.Defaults.Cases;
using WorkOrders.Defaults.Cases.Deciding;
using WorkOrders.Shared;
using WorkOrders.Sheets;

namespace WorkOrders.Defaults.InDefault;

/// <summary>API endpoints for 违约客户.</summary>
internal static class InDefaultEndpoints
{
    public static void MapInDefault(this RouteGroupBuilder api)
    {
        var customers = api.MapGroup("/default-customers").Requires(Permission.ReadDefaults).WithTags("违约客户");
        customers.MapGet("", ListAsync).Produces<Envelope<ApiPage<DefaultRow>>>().WithSummary("查询违约客户列表");
        customers.MapGet("/export", Export).Produces<FileStreamResult>(contentType: SheetFile.ContentType).WithSummary("导出违约客户列表（xlsx）");
        customers.MapGet("/renewable", RenewableAsync).Produces<Envelope<ApiPage<RenewableRow>>>().WithSummary("查询可重生客户列表");
        customers.MapGet("/{customerId:int}", GetAsync).Produces<Envelope<DefaultAnswer>>().WithSummary("违约客户及其历史");
    }

    private static async Task<IResult> ListAsync(
        [AsParameters] Paging paging, [AsParameters] ListQuery query, [AsParameters] Period period, CurrentUser me, IDbContextFactory<AppDb> factory,
        CancellationToken cancellation)
    {
        if ((paging.Fault() ?? period.Fault() ?? query.Fault()) is { } fault)
        {
            return Answer.BadField(fault);
        }

        await using var db = await factory.CreateDbContextAsync(cancellation);
        var found = query.Filter(period).Apply(db.DefaultCustomers.AsNoTracking().InDefaultVisibleTo(me)).NewestApplicationFirst();
        return Answer.Ok(await paging.ReadAsync(found, DefaultRow.Projection, cancellation));
    }

    private static IResult Export(
        [AsParameters] ListQuery query, [AsParameters] Period period, CurrentUser me, DefaultExport export, TimeProvider time, HttpContext http) =>
        (period.Fault() ?? query.Fault()) is { } fault
            ? Answer.BadField(fault)
            : SheetFile.Stream(http, stream => export.WriteAsync(stream, query.Filter(period), me, http.RequestAborted), SheetFile.NameOf("违约客户", time));

    private static async Task<IResult> RenewableAsync(
        [AsParameters] Paging paging, string? customerName, CurrentUser me, IDbContextFactory<AppDb> factory, CancellationToken cancellation)
    {
        if ((paging.Fault() ?? SearchText.Fault("customerName", customerName)) is { } fault)
        {
            return Answer.BadField(fault);
        }

        await using var db = await factory.CreateDbContextAsync(cancellation);
        var found = new DefaultFilter(customerName).Apply(db.DefaultCustomers.AsNoTracking().InDefaultVisibleTo(me)).Renewable(db).NewestApplicationFirst();
        return Answer.Ok(await paging.ReadAsync(found, RenewableRow.Projection, cancellation));
    }

    private static async Task<IResult> GetAsync(int customerId, CurrentUser me, IDbContextFactory<AppDb> factory, CancellationToken cancellation)
    {
        await using var db = await factory.CreateDbContextAsync(cancellation);
        customerId = await db.SurvivorOfAsync(customerId, cancellation);
        if (await db.DefaultCustomers.AsNoTracking().InDefaultVisibleTo(me).Where(c => c.CustomerId == customerId)
            .Select(DefaultRow.Projection).FirstOrDefaultAsync(cancellation) is not { } row)
        {
            return Answer.Missing();
        }

        var history = await db.DefaultChanges.AsNoTracking().Where(c => c.CustomerId == customerId).OrderByDescending(c => c.Id)
            .Select(c => new StepAnswer(c.From, c.To, c.At, c.DecidedByName, c.ApplicationId, c.RenewalId, c.Industry, c.Region)).ToListAsync(cancellation);
        return Answer.Ok(new DefaultAnswer(
            row.CustomerId, row.CustomerName, row.Status, row.DefaultReasons, row.Severity, row.Applicant, row.ApplicationTime, row.ApproveTime,
            row.LatestExternalRating, history));
    }

    internal sealed record ListQuery(
        [FromQuery(Name = "customerName")] string? CustomerName, [FromQuery(Name = "status")] OneOf<DefaultStatus>? Status,
        [FromQuery(Name = "severity")] OneOf<Severity>? Severity,
        [FromQuery(Name = "applicant")] string? Applicant, [FromQuery(Name = "defaultReason")] int? DefaultReason)
    {
        public ApiFault? Fault() => SearchText.Fault("customerName", CustomerName) ?? SearchText.Fault("applicant", Applicant);

        public DefaultFilter Filter(Period period) => new(CustomerName, Status?.Value, Severity?.Value, Applicant, DefaultReason, period.From, period.Before);
    }

    internal sealed record RenewableRow(
        int CustomerId, string CustomerName, IReadOnlyList<int> DefaultReasons, Severity Severity, string Applicant, DateTimeOffset ApplicationTime,
        DateTimeOffset ApproveTime, string? LatestExternalRating)
    {
        public static readonly Expression<Func<DefaultCustomer, RenewableRow>> Projection = c => new RenewableRow(
            c.CustomerId, c.Customer.Name, c.Application!.Reasons.OrderBy(r => r.Id).Select(r => r.Id).ToList(), c.Application.Severity,
            c.Application.Applicant.DisplayName, c.Application.CreatedAt, c.Application.DecidedAt!.Value, c.Application.LatestExternalRating);
    }

    internal sealed record StepAnswer(
        DefaultStatus From, DefaultStatus To, DateTimeOffset Time, string Approver, long? ApplicationId, long? RenewalId, string Industry, string Region);

    internal sealed record DefaultAnswer(
        int CustomerId, string CustomerName, DefaultStatus Status, IReadOnlyList<int> DefaultReasons, Severity Severity, string Applicant,
        DateTimeOffset ApplicationTime, DateTimeOffset ApproveTime, string? LatestExternalRating, IReadOnlyList<StepAnswer> History);
}
