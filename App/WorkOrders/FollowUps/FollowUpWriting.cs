using WorkOrders.Files;

namespace WorkOrders.FollowUps;

/// <summary>What is being written: a new follow-up (<see cref="Sequence"/> null) or a change of the newest; and what the form begins with.</summary>
/// <param name="Sequence">The follow-up that is changed.</param>
/// <param name="Version">Its version when the form was opened.</param>
/// <param name="Seen">The newest follow-up that the writer had before him, 0 for none.</param>
/// <param name="Fields">What stands in the form.</param>
/// <param name="Files">The attachments in the form.</param>
public sealed record FollowUpWriting(int? Sequence, int Version, int Seen, FollowUpFields? Fields, IReadOnlyList<FileRow> Files)
{
    /// <summary>新增: a copy of the newest, or an empty one.</summary>
    public static FollowUpWriting New(FollowUpChain chain) => new(null, 0, chain.Newest?.FollowUp.Sequence ?? 0, chain.Newest?.FollowUp.Fields, Rows(chain.Newest?.Files));

    /// <summary>更新.</summary>
    public static FollowUpWriting Update(FollowUpRow row) => new(row.FollowUp.Sequence, row.FollowUp.Version, row.FollowUp.Sequence, row.FollowUp.Fields, Rows(row.Files));

    /// <summary>继续草稿. A change of a follow-up that was locked meanwhile goes on as a new one: what was typed is not lost.</summary>
    public static FollowUpWriting Of(FollowUpDraft draft, IReadOnlyList<StoredFile> files, FollowUpChain chain) => draft.Sequence is { } sequence && chain.Newest?.FollowUp is { } newest && newest.Sequence == sequence
        ? new(sequence, newest.Version, sequence, draft.Fields, Rows(files))
        : new(null, 0, chain.Newest?.FollowUp.Sequence ?? 0, draft.Fields, Rows(files));

    private static IReadOnlyList<FileRow> Rows(IEnumerable<StoredFile>? files) => [.. (files ?? []).Select(FileRow.Of)];
}
