using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;
using Quartz;
using WorkOrders.Ui.Dialogs;
using WorkOrders.Database;
using WorkOrders.Shared;
using WorkOrders.Ui;

namespace WorkOrders.Jobs;

/// <summary>后台任务: the state of each job, with 立即运行, 暂停 and its history. Refreshes itself while open.</summary>
public sealed partial class JobsPage(ScreenServices services, JobSchedule jobSchedule, JobList jobList) : Screen(services)
{
    private const int HistoryLength = 50;
    private static readonly TimeSpan Pace = TimeSpan.FromSeconds(3);

    private IReadOnlyList<JobRow>? rows;
    private IReadOnlyList<JobRun>? history;
    private ITimer? timer;
    private bool failed;

    [SupplyParameterFromQuery(Name = "job")]
    private string? Wanted { get; set; }

    private string? Shown => jobList.Find(Wanted)?.Name;

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        timer?.Dispose();
    }

    protected override Task OnParametersSetAsync() => LoadAsync();

    protected override void OnAfterRender(bool firstRender)
    {
        if (firstRender)
        {
            timer = Time.CreateTimer(_ => _ = InvokeAsync(RefreshAsync), null, Pace, Pace);
        }
    }

    private async Task RefreshAsync()
    {
        await LoadAsync();
        StateHasChanged();
    }

    private async Task LoadAsync()
    {
        try
        {
            rows = await jobSchedule.ReadAsync();
            history = Shown is null ? null : await HistoryAsync(Shown);
            failed = false;
        }
        catch (Exception exception) when (exception is SchedulerException || exception.IsDatabaseFailure())
        {
            failed = true;
        }
    }

    private async Task<IReadOnlyList<JobRun>> HistoryAsync(string job)
    {
        await using var db = await Factory.CreateDbContextAsync();
        return await db.JobRuns.AsNoTracking().Where(r => r.Job == job).OrderByDescending(r => r.Id).Take(HistoryLength).ToListAsync();
    }

    private Task RunNowAsync(JobRow row) => ActAsync(row, jobSchedule.RunNowAsync, "已安排运行 {0}");

    private Task PauseAsync(JobRow row) => ActAsync(row, jobSchedule.PauseAsync, "已暂停 {0}");

    private Task ResumeAsync(JobRow row) => ActAsync(row, jobSchedule.ResumeAsync, "已恢复 {0}");

    private async Task ActAsync(JobRow row, Func<string, CurrentUser, Task> act, string done)
    {
        if (!Me.May(Permission.Administer))
        {
            Toasts.Failed(L["没有权限"]);
            return;
        }

        try
        {
            await act(row.Job.Name, Me);
            Toasts.Done(L[done, L[row.Job.Title].Value]);
        }
        catch (Exception exception) when (exception is SchedulerException || exception.IsDatabaseFailure())
        {
            Toasts.Failed(L["任务安排暂时无法修改，请稍后再试。"]);
        }

        await LoadAsync();
    }

    private string Words(JobPlan plan) => plan.Interval is { } interval
        ? interval.TotalSeconds < 60 ? L["每 {0} 秒", interval.TotalSeconds] : L["每 {0} 分钟", interval.TotalMinutes]
        : L["每天 {0}", plan.At!.Value.ToString("HH:mm", System.Globalization.CultureInfo.InvariantCulture)];
}
