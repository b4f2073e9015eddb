using System.ComponentModel.DataAnnotations.Schema;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using WorkOrders.Shared;

namespace WorkOrders.DueTimes;

/// <summary>工作日历: the days of the week and the hours in which orders are worked on, in Shanghai, and the days that differ 调休/节假日.</summary>
public sealed class WorkingCalendar : IRecorded, IVersioned
{
    public const int OnlyId = 1;

    /// <summary>Further than any rule reaches; a calendar without working days ends there.</summary>
    private const int MostDays = 3660;

    private WorkingCalendar()
    {
    }

    public int Id { get; private set; } = OnlyId;

    /// <summary>One bit a day of the week, Sunday the lowest.</summary>
    public int Weekdays { get; private set; }

    public TimeOnly Opens { get; private set; }

    /// <summary>After <see cref="Opens"/>; midnight stands for the end of the day.</summary>
    public TimeOnly Closes { get; private set; }

    /// <summary>Minutes before the due time at which the handler is reminded; 0 for never.</summary>
    public int ReminderMinutes { get; private set; }

    public ICollection<CalendarException> Exceptions { get; private set; } = [];

    public int Version { get; private set; }

    [NotMapped]
    public ICollection<OperationRecord> NewRecords { get; } = [];

    private TimeSpan DayLength => EndOfDay - Opens.ToTimeSpan();

    private TimeSpan EndOfDay => Closes == TimeOnly.MinValue ? TimeSpan.FromDays(1) : Closes.ToTimeSpan();

    /// <summary>Every day round the clock, reminding an hour ahead: what a database starts with.</summary>
    public static WorkingCalendar First() => new() { Weekdays = 0b1111111, Opens = TimeOnly.MinValue, Closes = TimeOnly.MinValue, ReminderMinutes = 60 };

    public bool WorksOn(DayOfWeek day) => (Weekdays & (1 << (int)day)) != 0;

    /// <summary>Exceptions loaded.</summary>
    public bool IsWorkingDay(DateOnly day) => Exceptions.FirstOrDefault(e => e.Day == day)?.IsWorkingDay ?? WorksOn(day.DayOfWeek);

    /// <summary>The instant after so many working hours. Time outside working hours doesn't count.</summary>
    public DateTimeOffset After(DateTimeOffset from, decimal hours)
    {
        var left = TimeSpan.FromMinutes((double)(hours * 60));
        var local = BusinessTime.Local(from).DateTime;
        for (var day = 0; day < MostDays; day++)
        {
            var date = DateOnly.FromDateTime(local).AddDays(day);
            if (!IsWorkingDay(date))
            {
                continue;
            }

            var begin = date.ToDateTime(Opens);
            begin = begin > local ? begin : local;
            var rest = date.ToDateTime(TimeOnly.MinValue) + EndOfDay - begin;
            if (rest >= left)
            {
                return BusinessTime.FromLocal(begin + left);
            }

            left -= rest > TimeSpan.Zero ? rest : TimeSpan.Zero;
        }

        return from + TimeSpan.FromHours((double)hours);
    }

    /// <summary>修改.</summary>
    public Outcome Change(int weekdays, TimeOnly opens, TimeOnly closes, int reminderMinutes, CurrentUser me, DateTimeOffset now)
    {
        if (!me.May(Permission.ConfigureOrders))
        {
            return Outcome.Forbidden("没有权限");
        }

        if ((weekdays & 0b1111111) == 0)
        {
            return Outcome.Refused("请至少选择一个工作日");
        }

        if (closes != TimeOnly.MinValue && closes <= opens)
        {
            return Outcome.Refused("下班时间应晚于上班时间");
        }

        if (reminderMinutes is < 0 or > 7 * 24 * 60)
        {
            return Outcome.Refused("提前提醒应在 0 到 {0} 分钟之间", 7 * 24 * 60);
        }

        FieldChange?[] changes =
        [
            FieldChange.Between("工作日", DaysInWords(Weekdays), DaysInWords(weekdays)),
            FieldChange.Between("上班时间", Opens.ToString("HH:mm", null), opens.ToString("HH:mm", null)),
            FieldChange.Between("下班时间", Closes.ToString("HH:mm", null), closes.ToString("HH:mm", null)),
            FieldChange.Between("提前提醒（分钟）", ReminderMinutes, reminderMinutes),
        ];
        (Weekdays, Opens, Closes, ReminderMinutes) = (weekdays & 0b1111111, opens, closes, reminderMinutes);
        Record("修改工作日历", changes, me, now);
        return Outcome.Done;
    }

    /// <summary>A day off or a day worked that the week doesn't tell; null takes the exception away.</summary>
    public Outcome Except(DateOnly day, bool? isWorkingDay, CurrentUser me, DateTimeOffset now)
    {
        if (!me.May(Permission.ConfigureOrders))
        {
            return Outcome.Forbidden("没有权限");
        }

        var known = Exceptions.FirstOrDefault(e => e.Day == day);
        if (known is not null)
        {
            Exceptions.Remove(known);
        }

        if (isWorkingDay is { } works)
        {
            Exceptions.Add(new CalendarException(day, works));
        }

        Record("修改工作日历", [FieldChange.Between(day.ToString("yyyy-MM-dd", null), InWords(known?.IsWorkingDay), InWords(isWorkingDay))], me, now);
        return Outcome.Done;
    }

    private static string? InWords(bool? works) => works switch { null => null, true => "上班", false => "休息" };

    private static string DaysInWords(int weekdays) => string.Concat("日一二三四五六".Where((_, day) => (weekdays & (1 << day)) != 0));

    private void Record(string action, IEnumerable<FieldChange?> changes, CurrentUser me, DateTimeOffset now)
    {
        if (changes.OfType<FieldChange>().ToList() is { Count: > 0 } list)
        {
            NewRecords.Add(OperationRecord.Of(me, now, OperationSubject.Setting, nameof(WorkingCalendar), action, list));
        }
    }

    internal sealed class Configuration : IEntityTypeConfiguration<WorkingCalendar>
    {
        public void Configure(EntityTypeBuilder<WorkingCalendar> builder)
        {
            builder.ToTable("WorkingCalendars");
            builder.Property(c => c.Id).ValueGeneratedNever();
            builder.HasMany(c => c.Exceptions).WithOne().HasForeignKey(e => e.CalendarId);
        }
    }
}

/// <summary>A day that the week doesn't tell: off, or worked.</summary>
public sealed class CalendarException
{
    private CalendarException()
    {
    }

    internal CalendarException(DateOnly day, bool isWorkingDay) => (Day, IsWorkingDay) = (day, isWorkingDay);

    public int CalendarId { get; private set; }

    public DateOnly Day { get; private set; }

    public bool IsWorkingDay { get; private set; }

    internal sealed class Configuration : IEntityTypeConfiguration<CalendarException>
    {
        public void Configure(EntityTypeBuilder<CalendarException> builder)
        {
            builder.ToTable("CalendarExceptions");
            builder.HasKey(e => new { e.CalendarId, e.Day });
        }
    }
}
