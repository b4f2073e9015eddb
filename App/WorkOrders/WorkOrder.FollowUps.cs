using WorkOrders.Attachments;
using WorkOrders.Files;
using WorkOrders.FollowUps;
using WorkOrders.Messages;
using WorkOrders.Shared;

namespace WorkOrders;

public sealed partial class WorkOrder
{
    /// <summary>For the verbs it is enough to load the newest (<see cref="FollowUpQueries.WithNewestFollowUp"/>).</summary>
    public ICollection<FollowUp> FollowUps { get; private set; } = null!;

    private FollowUp? NewestFollowUp => FollowUps.MaxBy(f => f.Sequence);

    public bool CanFollowUp(CurrentUser me) => !IsSettled && CanHandle(me);

    /// <summary>
    /// 新增跟进记录; from then on every earlier one is locked. <paramref name="seen"/> is the newest that the writer had before him, 0 for none:
    /// what came in between he should read first.
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
        Followed("新增跟进记录", newest + 1, me, now, [FieldChange.Between(AttachmentField, null, NamesOf(files ?? [])), .. Send(followUp, fields, me, now)]);
        return Outcome.Done;
    }

    /// <summary>更新跟进记录: only the newest; nothing is recorded when nothing changed. Without <paramref name="files"/> its attachments stay.</summary>
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
        if (files is not null && FieldChange.Between(AttachmentField, NamesOf(newest.Attachments.OrderBy(a => a.Id).Select(a => a.File)), NamesOf(files)) is { } attached)
        {
            changes.Add(attached);
        }

        changes.AddRange(Send(newest, fields, me, now));
        if (changes.Count > 0)
        {
            newest.Take(fields, me, now);
            TakeFiles(newest, files, me, now);
            NewRecords.Add(OperationRecord.Of(me, now, OperationSubject.FollowUp, FollowUp.KeyOf(Number, sequence), "更新跟进记录", changes));
            Followed("更新跟进记录", sequence, me, now);
        }

        return Outcome.Done;
    }

    // Whoever reads the newest by the API reads masks, and may send them back: the numbers behind them stay.
    private FollowUpFields Unmasked(FollowUpFields fields) => fields with { Content = FreeText.Merge(NewestFollowUp?.Content, fields.Content?.Unmask()) };

    // Those that are there already stay with who added them; both collections know of the new ones.
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

    // Saved with the follow-up; sent afterwards.
    private IEnumerable<FieldChange> Send(FollowUp followUp, FollowUpFields fields, CurrentUser me, DateTimeOffset now)
    {
        if (FreeText.Parse(fields.Sms) is not { } content)
        {
            return [];
        }

        followUp.Messages.Add(new SmsMessage(CustomerPhone!, fields.SmsTemplate, content, me, now));
        return new[] { FieldChange.Between("短信模板", null, fields.SmsTemplate), FieldChange.Between("短信", null, content) }.OfType<FieldChange>();
    }

    private Outcome? RefusalToFollowUp(FollowUpFields fields, IReadOnlyCollection<StoredFile>? files, CurrentUser me) =>
        !CanFollowUp(me) ? Refuse()
        : files?.Count > Attachment.MostOfFollowUp ? Outcome.Refused("一条跟进记录最多 {0} 个附件", Attachment.MostOfFollowUp)
        : RefusalOfSms(fields.Sms) is { } refused ? refused
        : fields.Errors().FirstOrDefault() is { } wrong ? Outcome.Refused(wrong.Rule, [wrong.Field, .. wrong.Arguments])
        : null;

    private void Followed(string action, int sequence, CurrentUser me, DateTimeOffset now, params IEnumerable<FieldChange?> more)
    {
        // The order changes too: who settles it or gives it away at this moment files the desks without this writer's entry.
        Version++;
        Record(me, now, action, [Handled(me, now), FieldChange.Between("跟进记录", null, sequence), .. more]);
        RefileDesks();
    }
}
