using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using WorkOrders.Api;
using WorkOrders.Customers.Duplicates.Compare;
using WorkOrders.Customers.Duplicates.Finder;
using WorkOrders.Customers.Duplicates.Listing;
using WorkOrders.Customers.Duplicates.Merge;
using WorkOrders.Database;
using WorkOrders.Shared;

namespace WorkOrders.Customers.Duplicates;

/// <summary>API for 重复客户: proposals, 合并 and 撤销合并, with the same rules as the pages.</summary>
internal static class DuplicateEndpoints
{
    private static readonly Dictionary<int, string> NoNames = [];

    public static void MapDuplicates(this RouteGroupBuilder api)
    {
        var customers = api.MapGroup("/customers").Requires(Permission.ManageCustomers).WithTags("重复客户");
        customers.MapGet("/duplicates", ListAsync).Produces<Envelope<ApiPage<DuplicateAnswer>>>().WithSummary("可能重复的客户，把握大的在前");
        customers.MapPost("/{id:int}/merge", MergeAsync).Produces<Envelope<MergedAnswer>>().WithSummary("把另一位客户并入这位客户；30 天内可以撤销");
        customers.MapPost("/merges/{id:long}/undo", UndoAsync).WithSummary("撤销合并；合并之后有改动时返回 409 和要选择的字段");
    }

    private static async Task<IResult> ListAsync(
        [AsParameters] Paging paging, [FromQuery(Name = "reason")] OneOf<DuplicateReason>? reason, IDbContextFactory<AppDb> factory, CancellationToken cancellation)
    {
        if (paging.Fault() is { } fault)
        {
            return Answer.BadField(fault);
        }

        await using var db = await factory.CreateDbContextAsync(cancellation);
        var page = await paging.ReadAsync(db.DuplicateProposals.AsNoTracking().Listed(reason?.Value), DuplicateRow.Projection, cancellation);
        return Answer.Ok(new ApiPage<DuplicateAnswer>(page.Total, page.Page, page.Size, [.. page.List.Select(DuplicateAnswer.Of)]));
    }

    private static async Task<IResult> MergeAsync(int id, MergeBody body, Merging merging, CurrentUser me, CancellationToken cancellation)
    {
        if (body.Fault() is { } fault)
        {
            return Answer.BadField(fault);
        }

        var request = new MergeRequest(id, body.Versions!.Survivor!.Value, body.OtherId!.Value, body.Versions.Other!.Value) { Fields = body.Sides() };
        var answer = await merging.MergeAsync(request, me, cancellation);
        return answer.Outcome.IsRefused ? Answer.Refused(answer.Outcome) : Answer.Ok(new MergedAnswer(answer.MergeId!.Value, id), "合并成功");
    }

    private static async Task<IResult> UndoAsync(
        long id, UndoBody? body, UndoingMerge undoing, IStringLocalizer<Text> texts, CurrentUser me, CancellationToken cancellation)
    {
        if (body?.Fault() is { } fault)
        {
            return Answer.BadField(fault);
        }

        var answer = await undoing.UndoAsync(id, body?.Sides() ?? [], me, body?.Version, cancellation);
        return !answer.Outcome.IsRefused ? Answer.Ok<object?>(null, "撤销成功")
            : answer.Conflicts.Count == 0 ? Answer.Refused(answer.Outcome)
            : Answer.Refused(answer.Outcome, NoJsonNames, new ConflictsAnswer(answer.SurvivorVersion, [.. answer.Conflicts.Select(c => ConflictAnswer.Of(c, texts))]));
    }

    private static readonly Dictionary<string, string> NoJsonNames = [];

    /// <param name="OtherId">The customer that is merged into the one of the address.</param>
    /// <param name="Fields">Whose value stays, by field: survivor or other. Without it the survivor's, unless it is empty.</param>
    /// <param name="Versions">The versions that the client has read.</param>
    internal sealed record MergeBody(int? OtherId, IReadOnlyDictionary<string, string?>? Fields, MergeVersions? Versions)
    {
        public ApiFault? Fault() =>
            OtherId is null ? new ApiFault("otherId", "{0}：不能为空")
            : Versions?.Survivor is null ? new ApiFault("versions.survivor", "{0}：不能为空")
            : Versions.Other is null ? new ApiFault("versions.other", "{0}：不能为空")
            : Fields?.Keys.FirstOrDefault(k => CustomerFields.All.All(f => f.Json != k)) is { } unknown ? new ApiFault("fields." + unknown, "{0}：没有这个字段")
            : Fields?.FirstOrDefault(f => SideOf(f.Value) is null) is { Key: not null } wrong ? new ApiFault("fields." + wrong.Key, "{0}：应为 {1} 或 {2}", "survivor", "other")
            : null;

        public Dictionary<string, MergeSide> Sides() => Fields?.ToDictionary(f => f.Key, f => SideOf(f.Value)!.Value, StringComparer.Ordinal) ?? [];

        private static MergeSide? SideOf(string? side) => side switch
        {
            "survivor" => MergeSide.Survivor,
            "other" => MergeSide.Other,
            _ => null,
        };
    }

    internal sealed record MergeVersions(int? Survivor, int? Other);

    /// <param name="Choices">What stays, by the key of the conflict: present or before.</param>
    /// <param name="Version">The survivor's version that came with the conflicts. If omitted, it is not checked.</param>
    internal sealed record UndoBody(IReadOnlyDictionary<string, string?>? Choices, int? Version)
    {
        public ApiFault? Fault() =>
            Choices?.FirstOrDefault(c => ChoiceOf(c.Value) is null) is { Key: not null } wrong ? new ApiFault("choices." + wrong.Key, "{0}：应为 {1} 或 {2}", "present", "before") : null;

        public Dictionary<string, UndoChoice> Sides() => Choices?.ToDictionary(c => c.Key, c => ChoiceOf(c.Value)!.Value, StringComparer.Ordinal) ?? [];

        private static UndoChoice? ChoiceOf(string? choice) => choice switch
        {
            "present" => UndoChoice.Present,
            "before" => UndoChoice.Before,
            _ => null,
        };
    }

    internal sealed record MergedAnswer(long MergeId, int CustomerId);

    internal sealed record ConflictsAnswer(int Version, IReadOnlyList<ConflictAnswer> Conflicts);

    /// <summary>Values are masked, as on the page.</summary>
    internal sealed record ConflictAnswer(string Key, string Field, string? Present, string? Before, int? TakenBy, bool CanTakeBefore)
    {
        public static ConflictAnswer Of(UndoConflict conflict, IStringLocalizer texts) => new(
            conflict.Key, conflict.Field.Json, ValueWords.Of(conflict.Field, conflict.Present, NoNames, texts), ValueWords.Of(conflict.Field, conflict.Before, NoNames, texts),
            conflict.TakenBy?.Id, conflict.CanTakeBefore);
    }

    /// <summary>The first customer is the older one.</summary>
    internal sealed record DuplicateAnswer(int Score, IReadOnlyList<DuplicateReason> Reasons, DuplicateCustomer First, DuplicateCustomer Second)
    {
        public static DuplicateAnswer Of(DuplicateRow row) => new(
            row.Proposal.Score, [.. row.Proposal.Reasons], DuplicateCustomer.Of(row.First, row.OwnerOfFirst), DuplicateCustomer.Of(row.Second, row.OwnerOfSecond));
    }

    /// <summary>Numbers are masked.</summary>
    internal sealed record DuplicateCustomer(
        int Id, string CustomerName, string CustomerType, PhoneNumber? Phone, IdNumber? IdNumber, EmailAddress? Email, string? TaxId, int? OwnerId, string? OwnerName, int Version)
    {
        public static DuplicateCustomer Of(Customer customer, string? owner) => new(
            customer.Id, customer.Name, customer.Type == Customers.CustomerType.Enterprise ? "enterprise" : "individual", customer.Phone, customer.IdNumber, customer.Email, customer.TaxId,
            customer.OwnerId, owner, customer.Version);
    }
}
