using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;
using WorkOrders.Ui.Dialogs;
using WorkOrders.Database;
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
    private TimeOnly opens;
    private TimeOnly closes;
    private int reminder;
    private DateOnly? exceptionDay;
    private string? problem;
    private bool saving;

    [Parameter, EditorRequired]
    public WorkingCalendar Calendar { get; set; } = null!;

    [Parameter]
    public EventCallback Saved { get; set; }

    protected override void OnParametersSet()
    {
        if (shown != Calendar)
        {
            shown = Calendar;
            (weekdays, opens, closes, reminder) = (Calendar.Weekdays, Calendar.Opens, Calendar.Closes, Calendar.ReminderMinutes);
        }
    }

    private bool Has(DayOfWeek day) => (weekdays & (1 << (int)day)) != 0;

    private Task SaveAsync() => ActAsync(calendar => calendar.Change(weekdays, opens, closes, reminder, Me, Time.GetUtcNow()));

    private Task ExceptAsync(DateOnly? day, bool? isWorkingDay) => ActAsync(calendar => calendar.Except(day!.Value, isWorkingDay, Me, Time.GetUtcNow()));

    private async Task ActAsync(Func<WorkingCalendar, Outcome> act)
    {
        if (saving)
        {
            return;
        }

        saving = true;
        try
        {
            await using var db = await Factory.CreateDbContextAsync();
            var calendar = await db.WorkingCalendars.Include(c => c.Exceptions).SingleAsync();
            db.Entry(calendar).Property(c => c.Version).OriginalValue = Calendar.Version;
            var outcome = act(calendar);
            problem = outcome.IsRefused ? L[outcome.Reason, [.. outcome.Arguments]].Value : null;
            if (problem is not null)
            {
                return;
            }

            // Exception days are separate rows. Mark the calendar as modified, so that its version increases.
            db.Entry(calendar).Property(c => c.Weekdays).IsModified = true;
            await db.SaveChangesAsync();
            Toasts.Done(L["工作日历已保存"]);
        }
        catch (DbUpdateConcurrencyException)
        {
            problem = L["列表刚被他人修改，已重新加载，请再试一次"];
        }
        catch (Exception exception) when (exception.IsDatabaseFailure())
        {
            problem = L["暂时无法保存，请稍后再试。"];
            return;
        }
        finally
        {
            saving = false;
        }

        await Saved.InvokeAsync();
    }
}
