using System.Globalization;
using WorkOrders.DueTimes;

namespace WorkOrders.Tests.WorkOrderTests;

public sealed class WorkingCalendarTests
{
    private static readonly CurrentUser Leader = As.Somebody(Roles.TeamLeader);

    // Working hours: Monday to Friday, 9:00 to 18:00.
    [Theory]
    [InlineData("2026-11-20 14:00", "4", "2026-11-20 18:00")]
    [InlineData("2026-11-20 14:00", "5", "2026-11-23 10:00")]
    [InlineData("2026-11-20 07:30", "1", "2026-11-20 10:00")]
    [InlineData("2026-11-20 20:00", "1", "2026-11-23 10:00")]
    [InlineData("2026-11-21 12:00", "9", "2026-11-23 18:00")]
    [InlineData("2026-11-20 17:30", "0.5", "2026-11-20 18:00")]
    [InlineData("2026-11-20 09:00", "45", "2026-11-26 18:00")]
    public void Only_working_hours_count(string from, string hours, string due) => Assert.Equal(due, After(Office(), from, decimal.Parse(hours, CultureInfo.InvariantCulture)));

    [Fact]
    public void Round_the_clock_hours_are_hours()
    {
        Assert.Equal("2026-11-21 14:00", After(WorkingCalendar.First(), "2026-11-20 14:00", 24));
        Assert.Equal("2026-11-20 15:30", After(WorkingCalendar.First(), "2026-11-20 14:00", 1.5m));
    }

    [Fact]
    public void A_holiday_is_skipped_and_a_made_up_Saturday_is_worked()
    {
        var calendar = Office();
        Done(calendar.Except(new DateOnly(2026, 11, 23), false, Leader, Given.Now));
        Assert.Equal("2026-11-24 10:00", After(calendar, "2026-11-20 14:00", 5));
        Done(calendar.Except(new DateOnly(2026, 11, 21), true, Leader, Given.Now));
        Assert.Equal("2026-11-21 10:00", After(calendar, "2026-11-20 14:00", 5));
        Done(calendar.Except(new DateOnly(2026, 11, 21), null, Leader, Given.Now));
        Assert.Equal("2026-11-24 10:00", After(calendar, "2026-11-20 14:00", 5));
        Assert.Equal(
            [("2026-11-23", null, "CalendarDay.Off"), ("2026-11-21", null, "CalendarDay.Working"), ("2026-11-21", "CalendarDay.Working", null)],
            calendar.NewRecords.Skip(1).SelectMany(r => r.Changes).Select(c => (c.Item, c.From, c.To)));
    }

    [Fact]
    public void A_calendar_nobody_can_work_by_is_refused()
    {
        var calendar = Office();
        Refused(calendar.Change(0, new TimeOnly(9, 0), new TimeOnly(18, 0), 60, Leader, Given.Now), "请至少选择一个工作日");
        Refused(calendar.Change(1, new TimeOnly(18, 0), new TimeOnly(9, 0), 60, Leader, Given.Now), "下班时间应晚于上班时间");
        Refused(calendar.Change(1, new TimeOnly(9, 0), new TimeOnly(18, 0), -1, Leader, Given.Now), "提前提醒应在 0 到 {0} 分钟之间", 7 * 24 * 60);
        Refused(calendar.Change(1, new TimeOnly(9, 0), new TimeOnly(18, 0), 0, As.Somebody(Roles.Agent), Given.Now), Refusal.Permission, "没有权限");
        Assert.Single(calendar.NewRecords);
    }

    [Fact]
    public void A_type_without_a_rule_of_its_own_follows_the_general_one()
    {
        var table = new DueTable([new DueRule(null, Priority.High, 8), new DueRule(5, Priority.High, 2)], WorkingCalendar.First());
        Assert.Equal((2m, 8m, 8m), (table.HoursFor(5, Priority.High), table.HoursFor(6, Priority.High), table.HoursFor(null, Priority.High)));
        Assert.Equal(24m, table.HoursFor(5, Priority.Normal));
    }

    private static WorkingCalendar Office()
    {
        var calendar = WorkingCalendar.First();
        Done(calendar.Change(0b0111110, new TimeOnly(9, 0), new TimeOnly(18, 0), 60, Leader, Given.Now));
        return calendar;
    }

    private static string After(WorkingCalendar calendar, string from, decimal hours) =>
        WorkOrderInput.Format(calendar.After(BusinessTime.FromLocal(DateTime.ParseExact(from, WorkOrderInput.TimeFormat, null)), hours));
}
