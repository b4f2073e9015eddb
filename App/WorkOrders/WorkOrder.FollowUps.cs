using WorkOrders.FollowUps;
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
    public Outcome AddFollowUp(FollowUpFields fields, int seen, CurrentUser me, DateTimeOffset now)
    {
        if (RefusalToFollowUp(fields, me) is { } refusal)
        {
            return refusal;
        }

        var newest = NewestFollowUp?.Sequence ?? 0;
        if (newest != seen)
        {
            return Outcome.Refused("刚刚有人新增了第 {0} 条跟进记录，请看过后再保存", newest);
        }

        FollowUps.Add(new FollowUp(newest + 1, fields, me, now));
        Followed("新增跟进记录", newest + 1, me, now);
        return Outcome.Done;
    }

    /// <summary>更新跟进记录: only the newest; nothing is recorded when nothing changed.</summary>
    public Outcome UpdateFollowUp(int sequence, FollowUpFields fields, CurrentUser me, DateTimeOffset now)
    {
        if (RefusalToFollowUp(fields, me) is { } refusal)
        {
            return refusal;
        }

        if (NewestFollowUp is not { } newest || newest.Sequence != sequence)
        {
            return Outcome.Refused("第 {0} 条跟进记录已锁定，只能修改最新的一条", sequence);
        }

        var changes = newest.Fields.ChangesTo(fields);
        if (changes.Count > 0)
        {
            newest.Take(fields, me, now);
            NewRecords.Add(OperationRecord.Of(me, now, OperationSubject.FollowUp, FollowUp.KeyOf(Number, sequence), "更新跟进记录", changes));
            Followed("更新跟进记录", sequence, me, now);
        }

        return Outcome.Done;
    }

    private Outcome? RefusalToFollowUp(FollowUpFields fields, CurrentUser me) =>
        !CanFollowUp(me) ? Refuse()
        : fields.Errors().FirstOrDefault() is { } wrong ? Outcome.Refused(wrong.Rule, [wrong.Field, .. wrong.Arguments])
        : null;

    private void Followed(string action, int sequence, CurrentUser me, DateTimeOffset now)
    {
        Record(me, now, action, [Handled(me, now), FieldChange.Between("跟进记录", null, sequence)]);
        RefileDesks();
    }
}
