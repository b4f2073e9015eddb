using WorkOrders.Attachments;
using WorkOrders.Files;
using WorkOrders.Shared;

namespace WorkOrders;

public sealed partial class WorkOrder
{
    /// <summary>Attachments of the order and of its follow-ups.</summary>
    public ICollection<Attachment> Attachments { get; private set; } = [];

    public bool CanAttach(CurrentUser me) => !IsSettled && CanHandle(me);

    /// <summary>Allowed for the person who added it and for team leaders. Attachments of a follow-up are removed with the follow-up.</summary>
    public bool CanDetach(Attachment attachment, CurrentUser me) =>
        !IsSettled && attachment.FollowUpId is null && me.May(Permission.HandleOrders) && (attachment.AddedById == me.Id || me.Is(Roles.TeamLeader));

    /// <summary>添加附件 to the order itself. Files that the order already has are skipped.</summary>
    public Outcome Attach(IReadOnlyCollection<StoredFile> files, CurrentUser me, DateTimeOffset now)
    {
        if (!CanAttach(me))
        {
            return Refuse();
        }

        var added = files.Where(f => Attachments.All(a => a.FollowUpId is not null || a.FileId != f.Id)).ToList();
        if (Attachments.Count(a => a.FollowUpId is null) + added.Count > Attachment.MostOfOrder)
        {
            return Outcome.Refused("一张工单最多 {0} 个附件", Attachment.MostOfOrder);
        }

        foreach (var file in added)
        {
            Attachments.Add(new Attachment(file, me, now));
        }

        if (added.Count > 0)
        {
            Record(me, now, AttachmentActions.Added, [FieldChange.Between(CommonFields.Attachments, null, NamesOf(added))]);
        }

        return Outcome.Done;
    }

    /// <summary>删除附件.</summary>
    public Outcome Detach(long attachmentId, CurrentUser me, DateTimeOffset now)
    {
        if (Attachments.SingleOrDefault(a => a.Id == attachmentId) is not { } attachment)
        {
            return Outcome.Refused("这个附件已被删除");
        }

        if (!CanDetach(attachment, me))
        {
            return IsSettled ? Refuse() : Outcome.Forbidden("只有上传的人和班长可以删除附件");
        }

        Attachments.Remove(attachment);
        Record(me, now, AttachmentActions.Removed, [FieldChange.Between(CommonFields.Attachments, NamesOf([attachment.File]), null)]);
        return Outcome.Done;
    }

    private static FreeText? NamesOf(IEnumerable<StoredFile> files) => FreeText.Parse(string.Join('\n', files.Select(f => f.Name.Unmask())));
}
