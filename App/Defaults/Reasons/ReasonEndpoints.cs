using System.Linq.Expressions;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using WorkOrders.Api;
using WorkOrders.Database;
using WorkOrders.Shared;

namespace WorkOrders.Defaults.Reasons;

/// <summary>API endpoints for 违约原因 and 重生原因.</summary>
internal static class ReasonEndpoints
{
    private static readonly IReadOnlyDictionary<string, string> JsonNames = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        [ReasonFields.TextField] = "reason",
        [ReasonFields.DetailField] = "detail",
        [ReasonFields.SortOrderField] = "sortOrder",
    };

    public static void MapReasons(this RouteGroupBuilder api)
    {
        var reasons = api.MapGroup("/default-reasons").WithTags("违约原因");
        reasons.MapGet("", ListAsync).Requires(Permission.ReadDefaults).Produces<Envelope<ApiPage<ReasonAnswer>>>().WithSummary("查询违约原因列表");
        reasons.MapGet("/enabled", EnabledAsync).Requires(Permission.ReadDefaults).Produces<Envelope<ReasonAnswer[]>>().WithSummary("启用的违约原因");
        reasons.MapGet("/{id:int}", GetAsync).Requires(Permission.ReadDefaults).Produces<Envelope<ReasonAnswer>>().WithSummary("一个违约原因");
        reasons.MapPost("", CreateAsync).Requires(Permission.ChangeReasons).Produces<Envelope<NewReasonAnswer>>().WithSummary("新增违约原因");
        reasons.MapPut("/{id:int}", ChangeAsync).Requires(Permission.ChangeReasons).WithSummary("更新违约原因");
        reasons.MapDelete("/{id:int}", DeleteAsync).Requires(Permission.ChangeReasons).WithSummary("删除违约原因");
        api.MapGet("/renewal-reasons", RenewalReasonsAsync).Requires(Permission.ReadDefaults).WithTags("违约重生").Produces<Envelope<RenewalReasonAnswer[]>>()
            .WithSummary("查询重生原因列表");
    }

    private static async Task<IResult> ListAsync(
        [AsParameters] Paging paging, [AsParameters] ReasonFilter filter, IDbContextFactory<AppDb> factory, CancellationToken cancellation)
    {
        if ((paging.Fault() ?? filter.Fault()) is { } fault)
        {
            return Answer.BadField(fault);
        }

        await using var db = await factory.CreateDbContextAsync(cancellation);
        return Answer.Ok(await paging.ReadAsync(filter.Apply(db.DefaultReasons.AsNoTracking()).InOrder(), ReasonAnswer.Projection, cancellation));
    }

    private static async Task<IResult> EnabledAsync(IDbContextFactory<AppDb> factory, CancellationToken cancellation)
    {
        await using var db = await factory.CreateDbContextAsync(cancellation);
        return Answer.Ok(await db.DefaultReasons.AsNoTracking().Where(r => r.IsEnabled).InOrder().Select(ReasonAnswer.Projection).ToArrayAsync(cancellation));
    }

    private static async Task<IResult> GetAsync(int id, IDbContextFactory<AppDb> factory, CancellationToken cancellation)
    {
        await using var db = await factory.CreateDbContextAsync(cancellation);
        return await db.DefaultReasons.AsNoTracking().Where(r => r.Id == id).Select(ReasonAnswer.Projection).FirstOrDefaultAsync(cancellation) is { } reason
            ? Answer.Ok(reason)
            : Answer.Missing();
    }

    private static async Task<IResult> CreateAsync(ReasonRequest request, CurrentUser me, ReasonEditing editing)
    {
        var (outcome, reason) = await editing.CreateDefaultReasonAsync(request.Fields, me);
        return reason is null ? Answer.Refused(outcome, JsonNames) : Answer.Ok(NewReasonAnswer.Of(reason), "新增成功");
    }

    private static async Task<IResult> ChangeAsync(int id, ReasonRequest request, CurrentUser me, ReasonEditing editing) =>
        await editing.ChangeAsync<DefaultReason>(id, version: null, request.Onto, me) is { IsRefused: true } refused
            ? Answer.Refused(refused, JsonNames)
            : Answer.Ok<object?>(null, "更新成功");

    private static async Task<IResult> DeleteAsync(int id, CurrentUser me, ReasonEditing editing) =>
        await editing.DeleteAsync<DefaultReason>(id, me) is { IsRefused: true } refused ? Answer.Refused(refused) : Answer.Ok<object?>(null, "删除成功");

    private static async Task<IResult> RenewalReasonsAsync(IDbContextFactory<AppDb> factory, CancellationToken cancellation)
    {
        await using var db = await factory.CreateDbContextAsync(cancellation);
        var reasons = await db.RenewalReasons.AsNoTracking().InOrder().ToListAsync(cancellation);
        return Answer.Ok(reasons.Select(r => new RenewalReasonAnswer(r.Id, r.Text, r.IsEnabled)).ToArray());
    }

    internal sealed record ReasonFilter(
        [FromQuery(Name = "enabled")] bool? Enabled, [FromQuery(Name = "reason")] string? Reason,
        [FromQuery(Name = "isEnabled")] bool? IsEnabled, [FromQuery(Name = "reasonName")] string? ReasonName)
    {
        private string? Text => Normalise.Text(Reason ?? ReasonName);

        public ApiFault? Fault() => Text?.Length > Reasons.Reason.TextLength ? new ApiFault("reason", "{0}：不能超过 {1} 个字", Reasons.Reason.TextLength) : null;

        public IQueryable<DefaultReason> Apply(IQueryable<DefaultReason> reasons)
        {
            var (text, enabled) = (ComparisonForm.OfName(Text), Enabled ?? IsEnabled);
            reasons = text is null ? reasons : reasons.Where(r => r.TextKey.Contains(text));
            return enabled is null ? reasons : reasons.Where(r => r.IsEnabled == enabled);
        }
    }

    internal sealed record ReasonRequest(string? Reason, string? Detail, bool? Enabled, int? SortOrder)
    {
        public ReasonFields Fields => new(Reason, Detail, Enabled ?? true, SortOrder ?? 0);

        /// <summary>Keeps Enabled and SortOrder if the client doesn't send them.</summary>
        public ReasonFields Onto(ReasonFields old) => new(Reason, Detail, Enabled ?? old.IsEnabled, SortOrder ?? old.SortOrder);
    }

    internal sealed record ReasonAnswer(
        int Id, string Reason, string? Detail, bool Enabled, int SortOrder, DateTimeOffset CreateTime, DateTimeOffset UpdateTime)
    {
        public static readonly Expression<Func<DefaultReason, ReasonAnswer>> Projection = r => new ReasonAnswer(
            r.Id, r.Text, r.Detail, r.IsEnabled, r.SortOrder, r.CreatedAt, r.UpdatedAt);
    }

    internal sealed record NewReasonAnswer(int Id, string Reason, string? Detail, bool Enabled, int SortOrder, DateTimeOffset CreateTime)
    {
        public static NewReasonAnswer Of(DefaultReason r) => new(r.Id, r.Text, r.Detail, r.IsEnabled, r.SortOrder, r.CreatedAt);
    }

    internal sealed record RenewalReasonAnswer(int Id, string Reason, bool Enabled);
}
