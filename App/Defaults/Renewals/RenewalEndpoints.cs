using System.Linq.Expressions;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using WorkOrders.Api;
using WorkOrders.Customers;
using WorkOrders.Database;
using WorkOrders.Defaults.Cases;
using WorkOrders.Defaults.Cases.Deciding;
using WorkOrders.Defaults.Statistics;
using WorkOrders.Shared;

namespace WorkOrders.Defaults.Renewals;

/// <summary>API endpoints for 违约重生 and its decisions.</summary>
internal static class RenewalEndpoints
{
    private static readonly IReadOnlyDictionary<string, string> JsonNames = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        [Renewing.CustomerField] = "customerId",
        [Renewing.ReasonField] = "renewalReason",
        [Renewing.RemarkField] = "remark",
    };

    public static void MapRenewals(this RouteGroupBuilder api)
    {
        var renewals = api.MapGroup("/renewals").WithTags("违约重生");
        renewals.MapPost("", SubmitAsync).Requires(Permission.ApplyForDefault).Produces<Envelope<SubmittedAnswer>>().WithSummary("提交违约重生申请");
        renewals.MapGet("", ListAsync).Requires(Permission.ReadDefaults).Produces<Envelope<ApiPage<RenewalAnswer>>>().WithSummary("查询违约重生申请列表");
        renewals.MapGet("/{id:long}", GetAsync).Requires(Permission.ReadDefaults).Produces<Envelope<RenewalAnswer>>().WithSummary("获取违约重生申请详情");
        renewals.MapPost("/{id:long}/withdraw", WithdrawAsync).Requires(Permission.ReadDefaults).Produces<Envelope<WithdrawnAnswer>>().WithSummary("撤回违约重生申请");
        renewals.MapPost("/{id:long}/approve", DecideAsync).Requires(Permission.DecideDefaults).Produces<Envelope<DecidedAnswer>>().WithSummary("审核违约重生申请");
        renewals.MapPost("/batch-approve", DecideAllAsync).Requires(Permission.DecideDefaults).Produces<Envelope<BatchAnswer<BatchLine>>>()
            .WithSummary("批量审核违约重生申请");
    }

    private static async Task<IResult> SubmitAsync(SubmitRequest request, CurrentUser me, Renewing renewing)
    {
        var (outcome, renewal) = await renewing.SubmitAsync(request.CustomerId, request.RenewalReason, request.Remark, me);
        return renewal is null
            ? Answer.Refused(outcome, JsonNames)
            : Answer.Ok(new SubmittedAnswer(renewal.Id, renewal.CustomerId, renewal.Customer.Name, renewal.Status, renewal.CreatedAt), "重生申请提交成功");
    }

    private static async Task<IResult> ListAsync(
        [AsParameters] Paging paging, [AsParameters] RenewalFilter filter, [AsParameters] Period period, CurrentUser me, IDbContextFactory<AppDb> factory,
        CancellationToken cancellation)
    {
        if ((paging.Fault() ?? period.Fault() ?? filter.Fault()) is { } fault)
        {
            return Answer.BadField(fault);
        }

        await using var db = await factory.CreateDbContextAsync(cancellation);
        var found = filter.Apply(db.Renewals.AsNoTracking().VisibleTo(me)).Within(period.From, period.Before);
        return Answer.Ok(await paging.ReadAsync(found.OrderByDescending(r => r.Id), RenewalAnswer.Projection, cancellation));
    }

    private static async Task<IResult> GetAsync(long id, CurrentUser me, IDbContextFactory<AppDb> factory, CancellationToken cancellation)
    {
        await using var db = await factory.CreateDbContextAsync(cancellation);
        return await db.Renewals.AsNoTracking().VisibleTo(me).Where(r => r.Id == id).Select(RenewalAnswer.Projection)
            .FirstOrDefaultAsync(cancellation) is { } found
                ? Answer.Ok(found)
                : Answer.Missing();
    }

    private static async Task<IResult> WithdrawAsync(long id, CurrentUser me, Deciding deciding)
    {
        var (outcome, r) = await deciding.WithdrawAsync<Renewal>(id, me);
        return outcome.IsRefused ? Answer.Refused(outcome, JsonNames) : Answer.Ok(new WithdrawnAnswer(r!.Id, r.Status), "申请已撤回");
    }

    private static async Task<IResult> DecideAsync(long id, DecisionRequest request, CurrentUser me, Deciding deciding)
    {
        if (request.Approved is not { } approved)
        {
            return Answer.BadField(new ApiFault("approved", "{0}：不能为空"));
        }

        var (outcome, r) = await deciding.DecideAsync<Renewal>(new Decision(id, approved, request.Remark), me);
        return outcome.IsRefused
            ? Answer.Refused(outcome, DecisionRequest.JsonNames)
            : Answer.Ok(new DecidedAnswer(r!.Id, r.Status, me.Name, r.DecidedAt!.Value), "重生审核完成");
    }

    private static async Task<IResult> DecideAllAsync(BatchRequest request, CurrentUser me, Deciding deciding, HttpContext http)
    {
        var items = request.Renewals?.ToList();
        if (BatchDecisions.Fault(items?.ConvertAll(i => (i?.RenewalId, i?.Approved)), "renewals", "renewalId") is { } fault)
        {
            return Answer.BadField(fault);
        }

        var results = await deciding.DecideAllAsync<Renewal>(
            items!.ConvertAll(i => new Decision(i!.RenewalId!.Value, i.Approved!.Value, i.Remark)), me, http.RequestAborted);
        var texts = http.Texts();
        return Answer.Ok(
            BatchAnswer<BatchLine>.Of(results, (decision, outcome) => new BatchLine(decision.Id, !outcome.IsRefused, BatchDecisions.Message(outcome, texts))),
            "批量审核完成");
    }

    internal sealed record SubmitRequest(int? CustomerId, int? RenewalReason, string? Remark);

    internal sealed record RenewalFilter(
        [FromQuery(Name = "status")] OneOf<DecisionStatus>? Status, [FromQuery(Name = "customerName")] string? CustomerName,
        [FromQuery(Name = "applicant")] string? Applicant)
    {
        public ApiFault? Fault() => SearchText.Fault("customerName", CustomerName) ?? SearchText.Fault("applicant", Applicant);

        public IQueryable<Renewal> Apply(IQueryable<Renewal> renewals) => renewals.Filtered(new CaseFilter(Status?.Value, null, CustomerName, Applicant));
    }

    internal sealed record SubmittedAnswer(long RenewalId, int CustomerId, string CustomerName, DecisionStatus Status, DateTimeOffset CreateTime);

    internal sealed record WithdrawnAnswer(long RenewalId, DecisionStatus Status);

    internal sealed record DecidedAnswer(long RenewalId, DecisionStatus Status, string Approver, DateTimeOffset ApproveTime);

    internal sealed record BatchRequest(IReadOnlyList<BatchItem?>? Renewals);

    internal sealed record BatchItem(long? RenewalId, bool? Approved, string? Remark);

    internal sealed record BatchLine(long RenewalId, bool Success, string Message);

    internal sealed record RenewalAnswer(
        long RenewalId, int CustomerId, string CustomerName, int RenewalReason, FreeText? Remark, string Applicant, DecisionStatus Status,
        DateTimeOffset CreateTime, DateTimeOffset? ApproveTime, string? Approver, FreeText? ApproveRemark)
    {
        public static readonly Expression<Func<Renewal, RenewalAnswer>> Projection = r => new RenewalAnswer(
            r.Id, r.CustomerId, r.Customer.Name, r.ReasonId, r.Remark, r.Applicant.DisplayName, r.Status, r.CreatedAt, r.DecidedAt, r.DecidedBy!.DisplayName,
            r.DecisionRemark);
    }
}
