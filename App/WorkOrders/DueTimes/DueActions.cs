using WorkOrders.Events.Notices;
using WorkOrders.Shared;

namespace WorkOrders.DueTimes;

/// <summary>Operations on 到期规则 and 工作日历.</summary>
public static class DueActions
{
    public static readonly OperationAction RuleAdded = new("due-rule-added", "新增到期规则");
    public static readonly OperationAction RuleChanged = new("due-rule-changed", "修改到期规则");
    public static readonly OperationAction RuleDeleted = new("due-rule-deleted", "删除到期规则");
    public static readonly OperationAction CalendarChanged = new("calendar-changed", "修改工作日历");
}

/// <summary>Fields of the rules and the calendar.</summary>
public static class DueFields
{
    public static readonly FieldName Hours = new("due-hours", "工作小时");
    public static readonly FieldName Weekdays = new("calendar-weekdays", "工作日");
    public static readonly FieldName Opens = new("calendar-opens", "上班时间");
    public static readonly FieldName Closes = new("calendar-closes", "下班时间");
    public static readonly FieldName ReminderMinutes = new("reminder-minutes", "提前提醒（分钟）");

    /// <summary>One exception day.</summary>
    public static readonly FieldName Day = new("calendar-day", "日期");
}

/// <summary>Notices about due times.</summary>
public static class DueNotices
{
    public static readonly NoticeKind Soon = new("order-due-soon", "工单 {0} 将于 {1} 到期");
    public static readonly NoticeKind Overdue = new("order-overdue", "工单 {0} 已超期，处理人：{1}");
    public static readonly NoticeKind ManyOverdue = new("orders-overdue", "{0} 张工单刚刚超期");
}

/// <summary>A day of the week, as shown in 操作记录.</summary>
internal enum CalendarWeekday
{
    [Named("周日")]
    Sunday,

    [Named("周一")]
    Monday,

    [Named("周二")]
    Tuesday,

    [Named("周三")]
    Wednesday,

    [Named("周四")]
    Thursday,

    [Named("周五")]
    Friday,

    [Named("周六")]
    Saturday,
}

/// <summary>The type of an exception day.</summary>
internal enum CalendarDay
{
    [Named("上班")]
    Working,

    [Named("休息")]
    Off,
}
