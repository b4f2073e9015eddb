using Microsoft.EntityFrameworkCore;
using WorkOrders.Api;
using WorkOrders.Shared;

namespace WorkOrders.FollowUps;

/// <summary>Follow-ups by the API, under the rules of the screen: only the newest can be changed.</summary>
internal static class FollowUpEndpoints
{
    public static void MapFollowUps(this RouteGroupBuilder api)
    {
        var followUps = api.MapGroup("/work-orders/{number}/follow-ups").WithTags("跟进记录");
        followUps.MapGet("/", ListAsync).Requires(Permission.ReadOrders).Produces<Envelope<FollowUpAnswer[]>>().WithSummary("跟进记录，最新的在前");
        followUps.MapPost("/", AddAsync).Requires(Permission.HandleOrders).WithSummary("新增跟进记录；此前的记录随即锁定");
        followUps.MapPut("/{sequence:int}", UpdateAsync).Requires(Permission.HandleOrders).WithSummary("更新最新的一条跟进记录");
    }

    private static async Task<IResult> ListAsync(string number, CurrentUser me, IDbContextFactory<AppDb> factory, CancellationToken cancellation)
    {
        await using var db = await factory.CreateDbContextAsync(cancellation);
        if (!await db.WorkOrders.VisibleTo(me).AnyAsync(o => o.Number == number, cancellation))
        {
            return Answer.Missing();
        }

        var chain = await FollowUpChain.ReadAsync(db, number, me);
        return Answer.Ok(chain.Rows.Select((row, index) => FollowUpAnswer.Of(row, isLocked: index > 0)).ToArray());
    }

    private static async Task<IResult> AddAsync(string number, FollowUpRequest request, CurrentUser me, IDbContextFactory<AppDb> factory, TimeProvider time) =>
        request.Fault() is { } fault ? Answer.BadField(fault)
        : request.Seen is not { } seen ? Answer.BadField(new ApiFault("seen", "{0}：不能为空"))
        : Told(await factory.AddFollowUpAsync(number, request.Fields, seen, me, time.GetUtcNow()), "新增成功");

    private static async Task<IResult> UpdateAsync(string number, int sequence, FollowUpRequest request, CurrentUser me, IDbContextFactory<AppDb> factory, TimeProvider time) =>
        request.Fault() is { } fault ? Answer.BadField(fault)
        : request.Version is not { } version ? Answer.BadField(new ApiFault("version", "{0}：不能为空"))
        : Told(await factory.UpdateFollowUpAsync(number, sequence, version, request.Fields, me, time.GetUtcNow()), "更新成功");

    private static IResult Told(Outcome outcome, string message) => outcome.IsRefused ? Answer.Refused(outcome) : Answer.Ok<object?>(null, message);

    /// <param name="Content">At most 1000 characters.</param>
    /// <param name="NegotiationResult">AGREED, NOT_AGREED, …</param>
    /// <param name="SettlementBasis">Optional.</param>
    /// <param name="BlackIndustry">YES, NO or UNSURE.</param>
    /// <param name="Seen">For a new one: the sequence of the newest that the writer read, 0 for none.</param>
    /// <param name="Version">For a change: the version that the writer read.</param>
    internal sealed record FollowUpRequest(string? Content, NegotiationResult? NegotiationResult, SettlementBasis? SettlementBasis, BlackIndustry? BlackIndustry, int? Seen, int? Version)
    {
        public FollowUpFields Fields => new(NegotiationResult, FreeText.Parse(Content), SettlementBasis, BlackIndustry);

        public ApiFault? Fault() =>
            string.IsNullOrWhiteSpace(Content) ? new ApiFault("content", "{0}：不能为空")
            : Content.Length > FollowUp.ContentLength ? new ApiFault("content", "{0}：不能超过 {1} 个字", FollowUp.ContentLength)
            : null;
    }

    /// <summary>Numbers in the text are masked, as on the screen.</summary>
    internal sealed record FollowUpAnswer(
        int Sequence, string Content, NegotiationResult? NegotiationResult, SettlementBasis? SettlementBasis, BlackIndustry? BlackIndustry,
        string Author, DateTimeOffset CreateTime, DateTimeOffset UpdateTime, int Version, bool Locked)
    {
        public static FollowUpAnswer Of(FollowUpRow row, bool isLocked) => new(
            row.FollowUp.Sequence, row.FollowUp.Content.Masked, row.FollowUp.NegotiationResult, row.FollowUp.SettlementBasis, row.FollowUp.BlackIndustry,
            row.Author, row.FollowUp.CreatedAt, row.FollowUp.UpdatedAt, row.FollowUp.Version, isLocked);
    }
}
