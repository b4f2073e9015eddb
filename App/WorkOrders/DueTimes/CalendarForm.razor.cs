using System.Globalization;
using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;
using WorkOrders.Shared;
using WorkOrders.Ui;

namespace WorkOrders.DueTimes;

/// <summary>工作日历: working days and hours, exception days, and how long before the due time the handler is reminded.</summary>
public sealed partial class CalendarForm(ScreenServices services) : Screen(services)
{
    private static readonly DayOfWeek[] Week = [DayOfWeek.Monday, DayOfWeek.Tuesday, DayOfWeek.Wednesday, DayOfWeek.Thursday, DayOfWeek.Friday, DayOfWeek.Saturday, DayOfWeek.Sunday];
    private static readonly string[] DayNames = ["周日", "周一", "周二", "周三", "周四", "周五", "周六"];

    private WorkingCalendar? shown;
    private int weekdays;
    private string? opens;
    private string? closes;
    private string? reminder;
    private DateOnly? exceptionDay;
    private List<FieldError> errors = [];

    [Parameter, EditorRequired]
    public WorkingCalendar Calendar { get; set; } = null!;

    [Parameter]
    public EventCallback Saved { get; set; }

    protected override void OnParametersSet()
    {
        if (shown != Calendar)
        {
            shown = Calendar;
            weekdays = Calendar.Weekdays;
            (opens, closes) = (Written(Calendar.Opens), Written(Calendar.Closes));
            reminder = Calendar.ReminderMinutes.ToString(CultureInfo.InvariantCulture);
        }
    }

    private static string Written(TimeOnly time) => time.ToString("HH:mm", CultureInfo.InvariantCulture);

    private bool Has(DayOfWeek day) => (weekdays & (1 << (int)day)) != 0;

    private async Task SaveAsync()
    {
        errors = [];
        if (!TimeOnly.TryParse(opens, CultureInfo.InvariantCulture, out var from))
        {
            errors.Add(new FieldError("上班时间", "请填写{0}"));
        }

        if (!TimeOnly.TryParse(closes, CultureInfo.InvariantCulture, out var to))
        {
            errors.Add(new FieldError("下班时间", "请填写{0}"));
        }

        if (!int.TryParse(Normalise.Halfwidth(reminder), NumberStyles.None, CultureInfo.InvariantCulture, out var minutes))
        {
            errors.Add(new FieldError("提前提醒（分钟）", "请填写{0}"));
        }

        if (errors.Count == 0)
        {
            await ChangeAsync(calendar => calendar.Change(weekdays, from, to, minutes, Me, Time.GetUtcNow()));
        }
    }

    private Task ExceptAsync(DateOnly? day, bool? isWorkingDay) => ChangeAsync(calendar => calendar.Except(day!.Value, isWorkingDay, Me, Time.GetUtcNow()));

    private async Task ChangeAsync(Func<WorkingCalendar, Outcome> change)
    {
        if (IsActing)
        {
            return;
        }

        var isDone = await ActAsync("工作日历已保存", async db =>
        {
            var calendar = await db.WorkingCalendars.Include(c => c.Exceptions).SingleAsync();
            db.Entry(calendar).Property(c => c.Version).OriginalValue = Calendar.Version;
            var outcome = change(calendar);

            // Exception days are separate rows. Mark the calendar as modified, so that its version increases.
            db.Entry(calendar).Property(c => c.Weekdays).IsModified = true;
            return outcome;
        });
        if (isDone || IsOutdated)
        {
            await Saved.InvokeAsync();
        }
    }
}
