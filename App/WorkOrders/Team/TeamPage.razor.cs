using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;
using WorkOrders.Ui.Dialogs;
using WorkOrders.Database;
using WorkOrders.Shared;
using WorkOrders.Staff.Leave;
using WorkOrders.Ui;

namespace WorkOrders.Team;

/// <summary>班组: duty status and today's figures of everybody. Team leaders set leave for others here.</summary>
public sealed partial class TeamPage(ScreenServices services, MyDuty myDuty) : Screen(services)
{
    private static readonly TimeSpan Pace = TimeSpan.FromSeconds(30);

    private IReadOnlyList<TeamRow>? rows;
    private ITimer? timer;
    private bool failed;

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        timer?.Dispose();
    }

    protected override Task OnInitializedAsync() => LoadAsync();

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
            await using var db = await Factory.CreateDbContextAsync();
            rows = await TeamBoard.ReadAsync(db, Time.GetUtcNow());
            failed = false;
        }
        catch (Exception exception) when (exception.IsDatabaseFailure())
        {
            failed = true;
        }
    }

    private async Task SetDutyAsync(TeamRow row)
    {
        if (await LeaveDialog.OpenAsync(Dialogs, L, row.Id))
        {
            await LoadAsync();
            await TryInBackgroundAsync(() => myDuty.LoadAsync(Me, Leaving));
        }
    }

    private string Words(TimeSpan? time) => time is not { } spent ? "—"
        : spent.TotalMinutes < 60 ? L["{0} 分钟", Math.Ceiling(spent.TotalMinutes)] : L["{0} 小时", Math.Round(spent.TotalHours, 1)];
}
