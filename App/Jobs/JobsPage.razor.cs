using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;
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

    [SupplyParameterFromQuery(Name = "job")]
    private string? Wanted { get; set; }

    private string? Shown => jobList.Find(Wanted)?.Name;

    protected override string FailureText => "任务安排暂时无法修改，请稍后再试。";

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
        if (!Reading.IsReading)
        {
            await LoadAsync();
            StateHasChanged();
        }
    }

    private Task LoadAsync() => ReadAsync(
        async (db, token) => (await jobSchedule.ReadAsync(token), await HistoryAsync(db, token)),
        read => (rows, history) = read);

    private async Task<IReadOnlyList<JobRun>?> HistoryAsync(AppDb db, CancellationToken token) => Shown is not { } job ? null
        : await db.JobRuns.AsNoTracking().Where(r => r.Job == job).OrderByDescending(r => r.Id).Take(HistoryLength).ToListAsync(token);

    private Task RunNowAsync(JobRow row) => ActAsync(row, jobSchedule.RunNowAsync, "已安排运行 {0}");

    private Task PauseAsync(JobRow row) => ActAsync(row, jobSchedule.PauseAsync, "已暂停 {0}");

    private Task ResumeAsync(JobRow row) => ActAsync(row, jobSchedule.ResumeAsync, "已恢复 {0}");

    private async Task ActAsync(JobRow row, Func<string, CurrentUser, Task> act, string done)
    {
        var isDone = await ActAsync(null, async () =>
        {
            if (!Me.May(Permission.Administer))
            {
                return Outcome.Forbidden("没有权限");
            }

            await act(row.Job.Name, Me);
            return Outcome.Done;
        });
        if (isDone)
        {
            Toasts.Done(L[done, L[row.Job.Title].Value]);
        }
        else if (Problem is not null)
        {
            Toasts.Failed(Problem);
        }

        await LoadAsync();
    }

    private string Words(JobPlan plan) => plan.At is { } at
        ? L["每天 {0}", at.ToString("HH:mm", System.Globalization.CultureInfo.InvariantCulture)]
        : L["到时运行，每分钟检查"];
}
