using WorkOrders.Drafts;
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
    /// <summary>The draft that the form continues.</summary>
    public DraftRow? Draft { get; init; }

    /// <summary>What was typed before: the content of <see cref="Draft"/>.</summary>
    public FollowUpDraft? Typed { get; init; }

    /// <summary>The follow-up whose numbers stand behind the masks of the text.</summary>
    public int Masks => Typed?.Seen ?? Seen;

    /// <summary>The version that the text was begun on.</summary>
    public int Begun => Typed?.Version ?? Version;

    /// <summary>The follow-up being changed was changed since the draft was begun.</summary>
    public bool IsOutdated => Sequence is not null && Begun != Version;

    /// <summary>新增: a copy of the newest, or an empty one.</summary>
    public static FollowUpWriting New(FollowUpChain chain) => new(null, 0, chain.Newest?.FollowUp.Sequence ?? 0, chain.Newest?.FollowUp.Fields, Rows(chain.Newest?.Files));

    /// <summary>更新.</summary>
    public static FollowUpWriting Update(FollowUpRow row) => new(row.FollowUp.Sequence, row.FollowUp.Version, row.FollowUp.Sequence, row.FollowUp.Fields, Rows(row.Files));

    /// <summary>继续草稿. If the follow-up being changed was locked meanwhile, the text becomes a new follow-up.</summary>
    public static FollowUpWriting Of(DraftRow draft, FollowUpChain chain)
    {
        if (draft.Read<FollowUpDraft>() is not { } typed)
        {
            return New(chain) with { Draft = draft };
        }

        var seen = chain.Rows.FirstOrDefault(r => r.FollowUp.Sequence == typed.Seen)?.FollowUp.Fields;
        return typed.Sequence is { } sequence && chain.Newest?.FollowUp is { } newest && newest.Sequence == sequence
            ? new(sequence, newest.Version, sequence, seen, Rows(draft.Files)) { Draft = draft, Typed = typed }
            : new(null, 0, chain.Newest?.FollowUp.Sequence ?? 0, seen, Rows(draft.Files)) { Draft = draft, Typed = typed };
    }

    private static IReadOnlyList<FileRow> Rows(IEnumerable<StoredFile>? files) => [.. (files ?? []).Select(FileRow.Of)];
}

/// <summary>State of an open form while its tab is paused. What is typed is in the draft in the database.</summary>
internal sealed record PausedFollowUp(int? Sequence, long? Draft)
{
    public static string KeyOf(WorkOrder order) => "follow-up:" + order.Number;
}
