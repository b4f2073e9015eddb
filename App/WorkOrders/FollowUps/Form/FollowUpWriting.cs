using WorkOrders.Events.Notices;
using WorkOrders.Files;

namespace WorkOrders.FollowUps.Form;

/// <summary>Initial state of the form: a new follow-up (<see cref="Sequence"/> null) or a change of the newest.</summary>
/// <param name="Sequence">The follow-up being changed.</param>
/// <param name="Version">Its version when the form was opened.</param>
/// <param name="Seen">The sequence of the newest follow-up the user has seen, 0 for none.</param>
/// <param name="Fields">Initial values of the form.</param>
/// <param name="Files">Initial attachments of the form.</param>
public sealed record FollowUpWriting(int? Sequence, int Version, int Seen, FollowUpFields? Fields, IReadOnlyList<FileRow> Files)
{
    /// <summary>The form continues a saved draft.</summary>
    public bool IsDraft { get; init; }

    /// <summary>An unsent short message. Drafts do not contain it.</summary>
    public string? Sms { get; init; }

    public string? SmsTemplate { get; init; }

    /// <summary>新增: a copy of the newest, or an empty one.</summary>
    public static FollowUpWriting New(FollowUpChain chain) => new(null, 0, chain.Newest?.FollowUp.Sequence ?? 0, chain.Newest?.FollowUp.Fields, Rows(chain.Newest?.Files));

    /// <summary>更新.</summary>
    public static FollowUpWriting Update(FollowUpRow row) => new(row.FollowUp.Sequence, row.FollowUp.Version, row.FollowUp.Sequence, row.FollowUp.Fields, Rows(row.Files));

    /// <summary>继续草稿. If the follow-up being changed was locked meanwhile, the text becomes a new follow-up.</summary>
    public static FollowUpWriting Of(FollowUpDraft draft, IReadOnlyList<StoredFile> files, FollowUpChain chain) => draft.Sequence is { } sequence && chain.Newest?.FollowUp is { } newest && newest.Sequence == sequence
        ? new(sequence, newest.Version, sequence, draft.Fields, Rows(files)) { IsDraft = true }
        : new(null, 0, chain.Newest?.FollowUp.Sequence ?? 0, draft.Fields, Rows(files)) { IsDraft = true };

    private static IReadOnlyList<FileRow> Rows(IEnumerable<StoredFile>? files) => [.. (files ?? []).Select(FileRow.Of)];
}

/// <summary>State of an open form while its tab is paused. Its text is in the draft in the database.</summary>
internal sealed record PausedFollowUp(int? Sequence, bool IsDraft, string? Sms, string? SmsTemplate)
{
    public static string KeyOf(WorkOrder order) => "follow-up:" + order.Number;
}
