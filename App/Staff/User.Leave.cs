using System.Globalization;
using WorkOrders.Shared;

namespace WorkOrders.Staff;

public sealed partial class User
{
    public static readonly TimeSpan LongestLeave = TimeSpan.FromDays(90);

    /// <summary>When a leave ends by itself; null on duty, and on a leave without an end.</summary>
    public DateTimeOffset? LeaveUntil { get; private set; }

    /// <summary>When automatic dispatch last gave the person an order.</summary>
    public DateTimeOffset? LastDispatchedAt { get; private set; }

    /// <summary>Oneself, who may assign orders to others, or the job that ends leaves.</summary>
    public bool CanSetDuty(CurrentUser me) => me.Id == Id || me == CurrentUser.Application || me.May(Permission.AssignOrders);

    /// <summary>休假: no work is given to the person until 销假 or the end time; open orders stay where they are.</summary>
    public Outcome TakeLeave(CurrentUser actor, DateTimeOffset now, DateTimeOffset? until = null)
    {
        if (!CanSetDuty(actor))
        {
            return Outcome.Refused("没有权限");
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
        Record("休假", until is { } end ? [FieldChange.Between("休假到", null, TextOf(end))!] : [], actor, now);
        return Outcome.Done;
    }

    /// <summary>销假: back on duty.</summary>
    public Outcome ReturnToDuty(CurrentUser actor, DateTimeOffset now)
    {
        if (!CanSetDuty(actor))
        {
            return Outcome.Refused("没有权限");
        }

        if (DutyStatus == DutyStatus.OnDuty)
        {
            return Outcome.Refused("{0} 已经在岗", DisplayName);
        }

        (DutyStatus, LeaveUntil) = (DutyStatus.OnDuty, null);
        Record("销假", [], actor, now);
        return Outcome.Done;
    }

    public void WasDispatchedTo(DateTimeOffset now) => LastDispatchedAt = now;

    private static string TextOf(DateTimeOffset time) => BusinessTime.Local(time).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
}
