using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using WorkOrders.Api;
using WorkOrders.Customers;
using WorkOrders.Database;
using WorkOrders.Defaults.Cases;
using WorkOrders.Defaults.Cases.Deciding;
using WorkOrders.Defaults.Statistics;
using WorkOrders.Files;
using WorkOrders.Shared;

namespace WorkOrders.Defaults.Applications;

/// <summary>API endpoints for 违约认定申请 and their decisions.</summary>
internal static class ApplicationEndpoints
{
    private static readonly IReadOnlyDictionary<string, string> JsonNames = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        [ApplicationFields.CustomerField] = "customerName",
        [ApplicationFields.RatingField] = "latestExternalRating",
        [ApplicationFields.ReasonsField] = "defaultReasons",
        [ApplicationFields.SeverityField] = "severity",
        [ApplicationFields.RemarkField] = "remark",
        [ApplicationFields.FilesField] = "attachments",
    };

    public static void MapApplications(this RouteGroupBuilder api)
    {
        var applications = api.MapGroup("/default-applications");
        var applying = applications.MapGroup("").WithTags("违约认定申请");
        applying.MapPost("", SubmitAsync).Requires(Permission.ApplyForDefault).Produces<Envelope<SubmittedAnswer>>().WithSummary("提交违约认定申请");
        applying.MapGet("", ListAsync).Requires(Permission.ReadDefaults).Produces<Envelope<ApiPage<ApplicationRow>>>().WithSummary("查询违约认定申请列表");
        applying.MapGet("/{id:long}", GetAsync).Requires(Permission.ReadDefaults).Produces<Envelope<ApplicationAnswer>>().WithSummary("获取违约认定申请详情");
        applying.MapPost("/{id:long}/withdraw", WithdrawAsync).Requires(Permission.ReadDefaults).Produces<Envelope<WithdrawnAnswer>>().WithSummary("撤回违约认定申请");
        var deciding = applications.MapGroup("").WithTags("违约认定审核").Requires(Permission.DecideDefaults);
        deciding.MapPost("/{id:long}/approve", DecideAsync).Produces<Envelope<DecidedAnswer>>().WithSummary("审核违约认定申请");
        deciding.MapPost("/batch-approve", DecideAllAsync).Produces<Envelope<BatchAnswer<BatchLine>>>().WithSummary("批量审核违约认定申请");
    }

    private static async Task<IResult> SubmitAsync(SubmitRequest request, PublicAddress site, CurrentUser me, Applying applying)
    {
        if (request.Fault(site) is { } fault)
        {
            return Answer.BadField(fault);
        }

        var applied = await applying.SubmitAsync(request.Fields(site), me);
        return applied switch
        {
            { Application: { } a } => Answer.Ok(new SubmittedAnswer(a.Id, a.CustomerId, a.Customer.Name, a.Status, a.CreatedAt), "申请提交成功"),
            { Candidates: { Count: > 0 } candidates } => Answer.Refused(
                applied.Outcome, JsonNames, candidates.Select(c => CandidateAnswer.Of(c.Customer)).ToArray()),
            _ => Answer.Refused(applied.Outcome, JsonNames),
        };
    }

    private static async Task<IResult> ListAsync(
        [AsParameters] Paging paging, [AsParameters] ApplicationFilter filter, [AsParameters] Period period, CurrentUser me, IDbContextFactory<AppDb> factory,
        CancellationToken cancellation)
    {
        if ((paging.Fault() ?? period.Fault() ?? filter.Fault()) is { } fault)
        {
            return Answer.BadField(fault);
        }

        await using var db = await factory.CreateDbContextAsync(cancellation);
        var found = filter.Apply(db.DefaultApplications.AsNoTracking().VisibleTo(me)).Within(period.From, period.Before);
        return Answer.Ok(await paging.ReadAsync(found.OrderByDescending(a => a.Id), ApplicationRow.Projection, cancellation));
    }

    private static async Task<IResult> GetAsync(long id, PublicAddress site, CurrentUser me, IDbContextFactory<AppDb> factory, CancellationToken cancellation)
    {
        await using var db = await factory.CreateDbContextAsync(cancellation);
        var found = await db.DefaultApplications.AsNoTracking().VisibleTo(me).AsSplitQuery()
            .Include(a => a.Customer).Include(a => a.Applicant).Include(a => a.DecidedBy).Include(a => a.Reasons).Include(a => a.Evidence)
            .ThenInclude(e => e.File)
            .FirstOrDefaultAsync(a => a.Id == id, cancellation);
        return found is null ? Answer.Missing() : Answer.Ok(ApplicationAnswer.Of(found, site));
    }

    private static async Task<IResult> WithdrawAsync(long id, CurrentUser me, Deciding deciding)
    {
        var (outcome, a) = await deciding.WithdrawAsync<DefaultApplication>(id, me);
        return outcome.IsRefused ? Answer.Refused(outcome, JsonNames) : Answer.Ok(new WithdrawnAnswer(a!.Id, a.Status), "申请已撤回");
    }

    private static async Task<IResult> DecideAsync(long id, DecisionRequest request, CurrentUser me, Deciding deciding)
    {
        if (request.Approved is not { } approved)
        {
            return Answer.BadField(new ApiFault("approved", "{0}：不能为空"));
        }

        var (outcome, a) = await deciding.DecideAsync<DefaultApplication>(new Decision(id, approved, request.Remark), me);
        return outcome.IsRefused
            ? Answer.Refused(outcome, DecisionRequest.JsonNames)
            : Answer.Ok(new DecidedAnswer(a!.Id, a.Status, me.Name, a.DecidedAt!.Value), "审核完成");
    }

    private static async Task<IResult> DecideAllAsync(BatchRequest request, CurrentUser me, Deciding deciding, HttpContext http)
    {
        var items = request.Applications?.ToList();
        if (BatchDecisions.Fault(items?.ConvertAll(i => (i?.ApplicationId, i?.Approved)), "applications", "applicationId") is { } fault)
        {
            return Answer.BadField(fault);
        }

        var results = await deciding.DecideAllAsync<DefaultApplication>(
            items!.ConvertAll(i => new Decision(i!.ApplicationId!.Value, i.Approved!.Value, i.Remark)), me, http.RequestAborted);
        var texts = http.Texts();
        return Answer.Ok(
            BatchAnswer<BatchLine>.Of(results, (decision, outcome) => new BatchLine(decision.Id, !outcome.IsRefused, BatchDecisions.Message(outcome, texts))),
            "批量审核完成");
    }

    internal sealed record SubmitRequest(
        string? CustomerName, int? CustomerId, string? LatestExternalRating, IReadOnlyList<int>? DefaultReasons, Severity? Severity, string? Remark,
        IReadOnlyList<FileApiEndpoints.FileJson?>? Attachments)
    {
        public ApiFault? Fault(PublicAddress site) =>
            Attachments?.Any(a => FileApiEndpoints.KeyOf(site, a?.FileUrl) is null) == true ? new ApiFault("attachments", "{0}：fileUrl 不是本系统签发的地址") : null;

        public ApplicationFields Fields(PublicAddress site) => new(
            CustomerId, CustomerName, LatestExternalRating, DefaultReasons ?? [], Severity, Remark,
            [.. (Attachments ?? []).Select(a => FileApiEndpoints.KeyOf(site, a!.FileUrl)!)]);
    }

    internal sealed record ApplicationFilter(
        [FromQuery(Name = "status")] OneOf<DecisionStatus>? Status, [FromQuery(Name = "customerName")] string? CustomerName,
        [FromQuery(Name = "applicant")] string? Applicant, [FromQuery(Name = "severity")] OneOf<Severity>? Severity)
    {
        public ApiFault? Fault() => SearchText.Fault("customerName", CustomerName) ?? SearchText.Fault("applicant", Applicant);

        public IQueryable<DefaultApplication> Apply(IQueryable<DefaultApplication> applications) =>
            applications.Filtered(new CaseFilter(Status?.Value, Severity?.Value, CustomerName, Applicant));
    }

    internal sealed record SubmittedAnswer(long ApplicationId, int CustomerId, string CustomerName, DecisionStatus Status, DateTimeOffset CreateTime);

    internal sealed record CandidateAnswer(int CustomerId, string CustomerName, string? Phone, string? Region)
    {
        public static CandidateAnswer Of(Customers.Customer c) => new(c.Id, c.Name, c.Phone?.Masked, c.Region);
    }

    internal sealed record WithdrawnAnswer(long ApplicationId, DecisionStatus Status);

    internal sealed record DecidedAnswer(long ApplicationId, DecisionStatus Status, string Approver, DateTimeOffset ApproveTime);

    internal sealed record BatchRequest(IReadOnlyList<BatchItem?>? Applications);

    internal sealed record BatchItem(long? ApplicationId, bool? Approved, string? Remark);

    internal sealed record BatchLine(long ApplicationId, bool Success, string Message);

    internal sealed record ApplicationRow(
        long ApplicationId, int CustomerId, string CustomerName, string Applicant, DecisionStatus Status, Severity Severity, IEnumerable<int> DefaultReasons,
        DateTimeOffset CreateTime, string? LatestExternalRating)
    {
        public static readonly System.Linq.Expressions.Expression<Func<DefaultApplication, ApplicationRow>> Projection = a => new ApplicationRow(
            a.Id, a.CustomerId, a.Customer.Name, a.Applicant.DisplayName, a.Status, a.Severity, a.Reasons.OrderBy(r => r.Id).Select(r => r.Id).ToList(),
            a.CreatedAt, a.LatestExternalRating);
    }

    internal sealed record ApplicationAnswer(
        long ApplicationId, int CustomerId, string CustomerName, string? LatestExternalRating, IReadOnlyList<int> DefaultReasons, Severity Severity,
        string? Remark,
        IReadOnlyList<FileApiEndpoints.FileJson> Attachments, string Applicant, DecisionStatus Status, DateTimeOffset CreateTime, DateTimeOffset? ApproveTime,
        string? Approver, string? ApproveRemark)
    {
        public static ApplicationAnswer Of(DefaultApplication a, PublicAddress site) => new(
            a.Id, a.CustomerId, a.Customer.Name, a.LatestExternalRating, [.. a.Reasons.Select(r => r.Id).Order()], a.Severity, a.Remark?.Masked,
            [.. a.Evidence.OrderBy(e => e.FileId).Select(e => FileApiEndpoints.FileJson.Of(e.File, site))],
            a.Applicant.DisplayName, a.Status, a.CreatedAt, a.DecidedAt, a.DecidedBy?.DisplayName, a.DecisionRemark?.Masked);
    }
}
