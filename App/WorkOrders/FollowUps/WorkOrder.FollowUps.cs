using WorkOrders.Attachments;
using WorkOrders.Files;
using WorkOrders.FollowUps;
using WorkOrders.Messages;
using WorkOrders.Shared;

namespace WorkOrders;

public sealed partial class WorkOrder
{
    /// <summary>For actions it is enough to load the newest (<see cref="FollowUpQueries.WithNewestFollowUp"/>).</summary>
    public ICollection<FollowUp> FollowUps { get; private set; } = null!;

    private FollowUp? NewestFollowUp => FollowUps.MaxBy(f => f.Sequence);

    public bool CanFollowUp(CurrentUser me) => !IsSettled && CanHandle(me);

    /// <summary>
    /// 新增跟进记录; it locks all earlier ones. <paramref name="seen"/> is the sequence of the newest follow-up the author has seen, 0 for none.
    /// Refused when a newer one exists, so that the author reads it first.
    /// </summary>
    public Outcome AddFollowUp(FollowUpFields fields, int seen, CurrentUser me, DateTimeOffset now, IReadOnlyCollection<StoredFile>? files = null)
    {
        fields = Unmasked(fields);
        if (RefusalToFollowUp(fields, files, me) is { } refusal)
        {
            return refusal;
        }

        var newest = NewestFollowUp?.Sequence ?? 0;
        if (newest != seen)
        {
            return Outcome.Refused("刚刚有人新增了第 {0} 条跟进记录，请看过后再保存", newest);
        }

        var followUp = new FollowUp(newest + 1, fields, me, now);
        FollowUps.Add(followUp);
        TakeFiles(followUp, files ?? [], me, now);
        Followed(FollowUpActions.Added, newest + 1, me, now, [FieldChange.Between(CommonFields.Attachments, null, NamesOf(files ?? [])), .. Send(followUp, fields, me, now)]);
        return Outcome.Done;
    }

    /// <summary>更新跟进记录, only the newest. Without changes nothing is recorded. Without <paramref name="files"/> the attachments are kept.</summary>
    public Outcome UpdateFollowUp(int sequence, FollowUpFields fields, CurrentUser me, DateTimeOffset now, IReadOnlyCollection<StoredFile>? files = null)
    {
        fields = Unmasked(fields);
        if (RefusalToFollowUp(fields, files, me) is { } refusal)
        {
            return refusal;
        }

        if (NewestFollowUp is not { } newest || newest.Sequence != sequence)
        {
            return Outcome.Refused("第 {0} 条跟进记录已锁定，只能修改最新的一条", sequence);
        }

        var changes = newest.Fields.ChangesTo(fields);
        if (files is not null && FieldChange.Between(CommonFields.Attachments, NamesOf(newest.Attachments.OrderBy(a => a.Id).Select(a => a.File)), NamesOf(files)) is { } attached)
        {
            changes.Add(attached);
        }

        changes.AddRange(Send(newest, fields, me, now));
        if (changes.Count > 0)
        {
            newest.Take(fields, me, now);
            TakeFiles(newest, files, me, now);
            NewRecords.Add(OperationRecord.Of(me, now, FollowUpSubjects.FollowUp, FollowUp.KeyOf(Number, sequence), FollowUpActions.Updated, changes));
            Followed(FollowUpActions.Updated, sequence, me, now);
        }

        return Outcome.Done;
    }

    // API clients read masked numbers and may send them back. Restore the original numbers.
    private FollowUpFields Unmasked(FollowUpFields fields) => fields with { Content = FreeText.Merge(NewestFollowUp?.Content, fields.Content?.Unmask()) };

    // Existing attachments keep the person who added them. New ones are added to both collections.
    private void TakeFiles(FollowUp followUp, IReadOnlyCollection<StoredFile>? files, CurrentUser me, DateTimeOffset now)
    {
        if (files is null)
        {
            return;
        }

        foreach (var gone in followUp.Attachments.Where(a => !files.Contains(a.File)).ToList())
        {
            followUp.Attachments.Remove(gone);
            Attachments.Remove(gone);
        }

        foreach (var file in files.Where(f => followUp.Attachments.All(a => a.File != f)).ToList())
        {
            var attachment = new Attachment(file, me, now);
            followUp.Attachments.Add(attachment);
            Attachments.Add(attachment);
        }
    }

    private Outcome? RefusalOfSms(string? text) =>
        text is null ? null
        : CustomerPhone is null ? Outcome.Refused("工单没有客户电话，不能发短信。")
        : Normalise.Text(text) is null ? Outcome.Refused("请填写短信内容")
        : text.Length > SmsText.MaxLength ? Outcome.Refused("短信内容最多 {0} 个字", SmsText.MaxLength)
        : null;

    // Saved with the follow-up and sent afterwards.
    private IEnumerable<FieldChange> Send(FollowUp followUp, FollowUpFields fields, CurrentUser me, DateTimeOffset now)
    {
        if (FreeText.Parse(fields.Sms) is not { } content)
        {
            return [];
        }

        followUp.Messages.Add(new SmsMessage(OrderSubjects.WorkOrder, Number, CustomerPhone!, fields.SmsTemplate, content, me, now));
        return new[] { FieldChange.Between(FollowUpFieldNames.SmsTemplate, null, fields.SmsTemplate), FieldChange.Between(FollowUpFieldNames.Sms, null, content) }.OfType<FieldChange>();
    }

    private Outcome? RefusalToFollowUp(FollowUpFields fields, IReadOnlyCollection<StoredFile>? files, CurrentUser me) =>
        !CanFollowUp(me) ? Refuse()
        : files?.Count > Attachment.MostOfFollowUp ? Outcome.Refused("一条跟进记录最多 {0} 个附件", Attachment.MostOfFollowUp)
        : RefusalOfSms(fields.Sms) is { } refused ? refused
        : fields.Errors(NewestFollowUp?.Content).FirstOrDefault() is { } wrong ? Outcome.Refused(wrong.Rule, [wrong.Field, .. wrong.Arguments])
        : null;

    private void Followed(OperationAction action, int sequence, CurrentUser me, DateTimeOffset now, params IEnumerable<FieldChange?> more)
    {
        // Increase the order's version, so that a concurrent settlement or reassignment conflicts. Otherwise it would update the desk
        // entries without this author.
        Version++;
        Record(me, now, action, [Handled(me, now), FieldChange.Between(FollowUpFieldNames.Sequence, null, sequence), .. more]);
        RefileDesks();
    }
}
