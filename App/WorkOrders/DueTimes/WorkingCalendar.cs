using System.ComponentModel.DataAnnotations.Schema;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using WorkOrders.Shared;

namespace WorkOrders.DueTimes;

/// <summary>工作日历: working days and hours in Shanghai time, and exception days 调休/节假日.</summary>
public sealed class WorkingCalendar : IRecorded, IVersioned
{
    public const int OnlyId = 1;

    /// <summary>Search limit in days, longer than any rule needs. Stops the search in a calendar without working days.</summary>
    private const int MostDays = 3660;

    private WorkingCalendar()
    {
    }

    public int Id { get; private set; } = OnlyId;

    /// <summary>Bit mask of the days of the week; Sunday is the lowest bit.</summary>
    public int Weekdays { get; private set; }

    public TimeOnly Opens { get; private set; }

    /// <summary>Later than <see cref="Opens"/>. Midnight means the end of the day.</summary>
    public TimeOnly Closes { get; private set; }

    /// <summary>Minutes before the due time at which the handler is reminded; 0 for never.</summary>
    public int ReminderMinutes { get; private set; }

    public ICollection<CalendarException> Exceptions { get; private set; } = [];

    public int Version { get; private set; }

    [NotMapped]
    public ICollection<OperationRecord> NewRecords { get; } = [];

    private TimeSpan DayLength => EndOfDay - Opens.ToTimeSpan();

    private TimeSpan EndOfDay => Closes == TimeOnly.MinValue ? TimeSpan.FromDays(1) : Closes.ToTimeSpan();

    /// <summary>The default calendar of a new database: every day, 24 hours, reminder one hour before.</summary>
    public static WorkingCalendar First() => new() { Weekdays = 0b1111111, Opens = TimeOnly.MinValue, Closes = TimeOnly.MinValue, ReminderMinutes = 60 };

    public bool WorksOn(DayOfWeek day) => (Weekdays & (1 << (int)day)) != 0;

    /// <summary>Exceptions must be loaded.</summary>
    public bool IsWorkingDay(DateOnly day) => Exceptions.FirstOrDefault(e => e.Day == day)?.IsWorkingDay ?? WorksOn(day.DayOfWeek);

    /// <summary>The time after this number of working hours. Time outside working hours is not counted.</summary>
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
            FieldChange.Between(DueFields.Weekdays, DaysOf(Weekdays), DaysOf(weekdays)),
            FieldChange.Between(DueFields.Opens, Opens, opens),
            FieldChange.Between(DueFields.Closes, Closes, closes),
            FieldChange.Between(DueFields.ReminderMinutes, ReminderMinutes, reminderMinutes),
        ];
        (Weekdays, Opens, Closes, ReminderMinutes) = (weekdays & 0b1111111, opens, closes, reminderMinutes);
        Record(changes, me, now);
        return Outcome.Done;
    }

    /// <summary>Sets an exception day to off or working; null removes the exception.</summary>
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

        Record([FieldChange.Between(DueFields.Day, KindOf(known?.IsWorkingDay), KindOf(isWorkingDay), day)], me, now);
        return Outcome.Done;
    }

    private static CalendarDay? KindOf(bool? works) => works switch { null => null, true => CalendarDay.Working, false => CalendarDay.Off };

    private static IReadOnlyList<object> DaysOf(int weekdays) => [.. Enum.GetValues<CalendarWeekday>().Where(day => (weekdays & (1 << (int)day)) != 0).Cast<object>()];

    private void Record(IEnumerable<FieldChange?> changes, CurrentUser me, DateTimeOffset now)
    {
        if (changes.OfType<FieldChange>().ToList() is { Count: > 0 } list)
        {
            NewRecords.Add(OperationRecord.Of(me, now, CommonSubjects.Setting, nameof(WorkingCalendar), DueActions.CalendarChanged, list));
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

/// <summary>An exception day: off or working.</summary>
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
