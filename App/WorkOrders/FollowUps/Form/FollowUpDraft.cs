using WorkOrders.Database;
using WorkOrders.Drafts;
using WorkOrders.Files;
using WorkOrders.Page;
using WorkOrders.Shared;

namespace WorkOrders.FollowUps.Form;

/// <summary>What is typed for a follow-up and not saved yet. Numbers of an earlier follow-up stay masked in it; those typed here are complete.</summary>
/// <param name="Sequence">The follow-up being changed; null for a new one.</param>
/// <param name="Seen">The sequence of the newest follow-up when the form was opened, 0 for none. Masks in the text stand for its numbers.</param>
/// <param name="NegotiationResult">Name of the enum value.</param>
/// <param name="Content">The text.</param>
/// <param name="SettlementBasis">Name of the enum value.</param>
/// <param name="BlackIndustry">Name of the enum value.</param>
/// <param name="Sms">The short message; null when none is sent.</param>
/// <param name="SmsTemplate">The template of the message.</param>
public sealed record FollowUpDraft(
    int? Sequence, int Seen, string? NegotiationResult, string? Content, string? SettlementBasis, string? BlackIndustry, string? Sms = null, string? SmsTemplate = null)
{
    /// <summary>The version of the follow-up being changed when its text was copied into the form.</summary>
    public int Version { get; init; }

    /// <summary>The key is the order's number.</summary>
    public static readonly DraftKind Kind = new("follow-up", "跟进记录", draft => AddressOf(draft.Key))
    {
        Describe = draft => DraftRow.Brief(draft.Read<FollowUpDraft>()?.Content),
        Files = Usable,
        Needs = Permission.ReadOrders,
        Texts = draft => draft.Read<FollowUpDraft>() is { } typed
            ? DraftText.Of((FollowUpFields.ContentField, typed.Content), (FollowUpFieldNames.Sms.Text, typed.Sms))
            : [],
    };

    /// <summary>The page with the form.</summary>
    public static string AddressOf(string number) => $"/work-orders/{number}?tab={OrderTab.FollowUps}";

    private static IQueryable<StoredFile> Usable(IQueryable<StoredFile> files, AppDb db, string number, CurrentUser me) => files.Where(f =>
        f.UploaderId == me.Id || db.Set<WorkOrder>().VisibleTo(me).Any(o => o.Number == number && o.Attachments.Any(a => a.FileId == f.Id)));
}
