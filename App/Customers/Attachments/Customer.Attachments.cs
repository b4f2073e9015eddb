using WorkOrders.Customers.Attachments;
using WorkOrders.Files;
using WorkOrders.Shared;

namespace WorkOrders.Customers;

public sealed partial class Customer
{
    /// <summary>Allowed for the person who added it, team leaders and administrators.</summary>
    public bool CanDetach(int addedById, CurrentUser me) => CanWorkWith(me) && (addedById == me.Id || me.May(Permission.ManageCustomers));

    /// <summary>添加附件. Files that the customer already has are skipped.</summary>
    /// <param name="files">The files to add.</param>
    /// <param name="existing">The files that the customer has.</param>
    /// <param name="me">The user.</param>
    /// <param name="now">The time.</param>
    /// <param name="added">The new rows.</param>
    public Outcome Attach(
        IReadOnlyCollection<StoredFile> files, IReadOnlyCollection<long> existing, CurrentUser me, DateTimeOffset now, out IReadOnlyList<CustomerAttachment> added)
    {
        added = [];
        if (RefusalToWorkWith(me) is { } refusal)
        {
            return refusal;
        }

        var missing = files.Where(f => !existing.Contains(f.Id)).ToList();
        if (existing.Count + missing.Count > CustomerAttachment.Most)
        {
            return Outcome.Refused("一位客户最多 {0} 个附件", CustomerAttachment.Most);
        }

        if (missing.Count > 0)
        {
            added = [.. missing.Select(f => new CustomerAttachment(Id, f, me, now))];
            Record(me, now, CustomerAttachmentActions.Added, [FieldChange.Between(CommonFields.Attachments, null, NamesOf(missing))!]);
        }

        return Outcome.Done;
    }

    /// <summary>删除附件. The caller removes the row when it is done.</summary>
    public Outcome Detach(CustomerAttachment attachment, CurrentUser me, DateTimeOffset now)
    {
        if (RefusalToWorkWith(me) is { } refusal)
        {
            return refusal;
        }

        if (!CanDetach(attachment.AddedById, me))
        {
            return Outcome.Forbidden("只有上传的人、班长和管理员可以删除附件");
        }

        Record(me, now, CustomerAttachmentActions.Removed, [FieldChange.Between(CommonFields.Attachments, NamesOf([attachment.File]), null)!]);
        return Outcome.Done;
    }

    private static FreeText? NamesOf(IEnumerable<StoredFile> files) => FreeText.Parse(string.Join('\n', files.Select(f => f.Name.Unmask())));
}
