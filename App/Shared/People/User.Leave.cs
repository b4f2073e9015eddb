namespace WorkOrders.Shared.People;

public sealed partial class User
{
    public static readonly TimeSpan LongestLeave = TimeSpan.FromDays(90);

    /// <summary>When the leave ends automatically; null on duty and for a leave without an end.</summary>
    public DateTimeOffset? LeaveUntil { get; private set; }

    /// <summary>When automatic dispatch last assigned an order to the person.</summary>
    public DateTimeOffset? LastDispatchedAt { get; private set; }

    /// <summary>Allowed for the person themselves, users who may assign orders to others, and the job that ends leaves.</summary>
    public bool CanSetDuty(CurrentUser me) => me.Id == Id || me == CurrentUser.Application || me.May(Permission.AssignOrders);

    /// <summary>休假: no orders are assigned to the person until 销假 or the end time. Open orders stay with them.</summary>
    public Outcome TakeLeave(CurrentUser actor, DateTimeOffset now, DateTimeOffset? until = null)
    {
        if (!CanSetDuty(actor))
        {
            return Outcome.Forbidden("没有权限");
        }

        if (DutyStatus == DutyStatus.OnLeave)
        {
            return Outcome.Refused("{0} 已经在休假", DisplayName);
        }

        if (until <= now)
        {
            return Outcome.Refused("休假结束时间要晚于现在");
        }

        if (until > now + LongestLeave)
        {
            return Outcome.Refused("休假最长 {0} 天", LongestLeave.Days);
        }

        (DutyStatus, LeaveUntil) = (DutyStatus.OnLeave, until);
        Record(StaffActions.TookLeave, until is { } end ? [FieldChange.Between(StaffFields.LeaveUntil, null, end)!] : [], actor, now);
        return Outcome.Done;
    }

    /// <summary>销假: back on duty.</summary>
    public Outcome ReturnToDuty(CurrentUser actor, DateTimeOffset now)
    {
        if (!CanSetDuty(actor))
        {
            return Outcome.Forbidden("没有权限");
        }

        if (DutyStatus == DutyStatus.OnDuty)
        {
            return Outcome.Refused("{0} 已经在岗", DisplayName);
        }

        (DutyStatus, LeaveUntil) = (DutyStatus.OnDuty, null);
        Record(StaffActions.ReturnedToDuty, [], actor, now);
        return Outcome.Done;
    }

    public void WasDispatchedTo(DateTimeOffset now) => LastDispatchedAt = now;
}
