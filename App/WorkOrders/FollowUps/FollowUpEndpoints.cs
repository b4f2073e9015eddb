using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using WorkOrders.Api;
using WorkOrders.Database;
using WorkOrders.Files;
using WorkOrders.FollowUps.Form;
using WorkOrders.Messages;
using WorkOrders.Shared;

namespace WorkOrders.FollowUps;

/// <summary>API for follow-ups, with the same rules as the page: only the newest can be changed.</summary>
internal static class FollowUpEndpoints
{
    public static void MapFollowUps(this RouteGroupBuilder api)
    {
        var followUps = api.MapGroup("/work-orders/{number}/follow-ups").WithTags("跟进记录");
        followUps.MapGet("/", ListAsync).Requires(Permission.ReadOrders).Produces<Envelope<FollowUpAnswer[]>>().WithSummary("跟进记录，最新的在前");
        followUps.MapPost("/", AddAsync).Requires(Permission.HandleOrders).WithSummary("新增跟进记录；此前的记录随即锁定");
        followUps.MapPut("/{sequence:int}", UpdateAsync).Requires(Permission.HandleOrders).WithSummary("更新最新的一条跟进记录");
    }

    private static async Task<IResult> ListAsync(
        string number, PublicAddress site, CurrentUser me, IDbContextFactory<AppDb> factory, IStringLocalizer<Text> texts, CancellationToken cancellation)
    {
        number = OrderNumber.Read(number);
        await using var db = await factory.CreateDbContextAsync(cancellation);
        if (!await db.WorkOrders.VisibleTo(me).AnyAsync(o => o.Number == number, cancellation))
        {
            return Answer.Missing();
        }

        var chain = await FollowUpChain.ReadAsync(db, number, me, cancellation);
        return Answer.Ok(chain.Rows.Select((row, index) => FollowUpAnswer.Of(row, isLocked: index > 0, site, texts)).ToArray());
    }

    private static async Task<IResult> AddAsync(string number, FollowUpRequest request, PublicAddress site, CurrentUser me, IDbContextFactory<AppDb> factory, TimeProvider time) =>
        request.Fault(site) is { } fault ? Answer.BadField(fault)
        : request.Seen is not { } seen ? Answer.BadField(new ApiFault("seen", "{0}：不能为空"))
        : Told(await factory.AddFollowUpAsync(OrderNumber.Read(number), request.Fields(site), seen, me, time.GetUtcNow()), "新增成功");

    private static async Task<IResult> UpdateAsync(string number, int sequence, FollowUpRequest request, PublicAddress site, CurrentUser me, IDbContextFactory<AppDb> factory, TimeProvider time) =>
        request.Fault(site) is { } fault ? Answer.BadField(fault)
        : request.Version is not { } version ? Answer.BadField(new ApiFault("version", "{0}：不能为空"))
        : Told(await factory.UpdateFollowUpAsync(OrderNumber.Read(number), sequence, version, request.Fields(site), me, time.GetUtcNow()), "更新成功");

    private static IResult Told(Outcome outcome, string message) => outcome.IsRefused ? Answer.Refused(outcome) : Answer.Ok<object?>(null, message);

    /// <param name="Content">At most 1000 characters. Masked numbers sent back unchanged keep their original values.</param>
    /// <param name="NegotiationResult">AGREED, NOT_AGREED, …</param>
    /// <param name="SettlementBasis">Optional.</param>
    /// <param name="BlackIndustry">YES, NO or UNSURE.</param>
    /// <param name="Seen">For a new follow-up: the sequence of the newest one the client has read, 0 for none.</param>
    /// <param name="Version">For a change: the version the client has read.</param>
    /// <param name="Attachments">Keys of files uploaded here or already on the order. If omitted, the attachments do not change.</param>
    /// <param name="Sms">A short message to the order's customer, sent after the save. If omitted, none is sent.</param>
    internal sealed record FollowUpRequest(
        string? Content, NegotiationResult? NegotiationResult, SettlementBasis? SettlementBasis, BlackIndustry? BlackIndustry, int? Seen, int? Version,
        IReadOnlyList<FileApiEndpoints.FileJson?>? Attachments, string? Sms)
    {
        public FollowUpFields Fields(PublicAddress site) => new(NegotiationResult, FreeText.Parse(Content), SettlementBasis, BlackIndustry)
        {
            Files = Attachments is null ? null : [.. Attachments.Select(a => FileApiEndpoints.KeyOf(site, a!.FileUrl)!)],
            Sms = Sms,
        };

        public ApiFault? Fault(PublicAddress site) =>
            Normalise.Text(Content) is null ? new ApiFault("content", "{0}：不能为空")
            : Content!.Length > FollowUp.ContentLength ? new ApiFault("content", "{0}：不能超过 {1} 个字", FollowUp.ContentLength)
            : Attachments?.Any(a => FileApiEndpoints.KeyOf(site, a?.FileUrl) is null) == true ? new ApiFault("attachments", "{0}：fileUrl 不是本系统签发的地址")
            : Sms?.Length > SmsText.MaxLength ? new ApiFault("sms", "{0}：不能超过 {1} 个字", SmsText.MaxLength)
            : null;
    }

    /// <summary>Numbers in the texts are masked, as on the page.</summary>
    internal sealed record FollowUpAnswer(
        int Sequence, string Content, NegotiationResult? NegotiationResult, SettlementBasis? SettlementBasis, BlackIndustry? BlackIndustry,
        string Author, DateTimeOffset CreateTime, DateTimeOffset UpdateTime, int Version, bool Locked, IReadOnlyList<FileApiEndpoints.FileJson> Attachments, IReadOnlyList<SmsAnswer> Messages)
    {
        public static FollowUpAnswer Of(FollowUpRow row, bool isLocked, PublicAddress site, IStringLocalizer<Text> texts) => new(
            row.FollowUp.Sequence, row.FollowUp.Content.Masked, row.FollowUp.NegotiationResult, row.FollowUp.SettlementBasis, row.FollowUp.BlackIndustry,
            row.Author, row.FollowUp.CreatedAt, row.FollowUp.UpdatedAt, row.FollowUp.Version, isLocked,
            [.. row.Files.Select(f => FileApiEndpoints.FileJson.Of(f, site))], [.. row.Messages.Select(m => new SmsAnswer(m.Phone.Masked, m.Template, m.Text.Masked, m.Status, m.Problem is { } problem ? texts[problem.Text].Value : null, m.SentAt))]);
    }

    /// <summary>A short message and its delivery status.</summary>
    internal sealed record SmsAnswer(string Phone, string? Template, string Text, SmsStatus Status, string? Error, DateTimeOffset? SentTime);
}
