using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;
using WorkOrders.Database;
using WorkOrders.Desk.Views;
using WorkOrders.Shared;
using WorkOrders.Ui;

namespace WorkOrders.Import;

/// <summary>批量建单: upload, preview, import with progress, download of refused rows. The import's id is in the URL.</summary>
public sealed partial class ImportPage(ScreenServices services, ViewCounts viewCounts) : Screen(services)
{
    private const int Tries = 5;

    private static readonly TimeSpan Pace = TimeSpan.FromSeconds(1);

    private ITimer? timer;
    private ImportState? state;

    [SupplyParameterFromQuery]
    private long? Id { get; set; }

    private DateTimeOffset Now => Time.GetUtcNow();

    protected override string FailureText => "暂时无法保存，请稍后再试。";

    protected override string ConflictText => FailureText;

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        timer?.Dispose();
    }

    protected override Task OnParametersSetAsync()
    {
        Problem = null;
        return ReadOnceAsync($"{Id}", ReadStateAsync, Show);
    }

    protected override void OnAfterRender(bool firstRender)
    {
        if (firstRender)
        {
            timer = Time.CreateTimer(_ => _ = InvokeAsync(FollowAsync), null, Pace, Pace);
        }
    }

    // Only a running import needs to be polled. When one of the same content has ended, its orders are duplicates here.
    private async Task FollowAsync()
    {
        if (Reading.IsReading || IsActing || state is not ({ IsMoving: true } or { IsOutdated: true }))
        {
            return;
        }

        if (state.IsOutdated)
        {
            await ActOnCurrentAsync((db, id) => db.RecountAsync(id, Me, Now));
        }
        else
        {
            await LoadAsync();
        }

        StateHasChanged();
    }

    private Task LoadAsync() => ReadAsync(ReadStateAsync, Show);

    private Task<ImportState> ReadStateAsync(AppDb db, CancellationToken token) => ImportState.ReadAsync(db, Id, Me, token);

    private void Show(ImportState read) => state = read;

    private Task StartAsync(ImportChoice choice) => ActOnCurrentAsync((db, id) => db.StartAsync(id, choice, Me, Now));

    private Task StopAsync() => ActOnCurrentAsync(
        async (db, id) => await db.SaveUnlessRefusedAsync((await db.OrderImports.SingleAsync(i => i.Id == id && i.OwnerId == Me.Id)).Stop(Me, Now)));

    // Each batch increases the import's version, so retry when stopping conflicts with it.
    private async Task ActOnCurrentAsync(Func<AppDb, long, Task<Outcome>> act)
    {
        await ActAsync(null, () => Factory.RetryOnConflictAsync(db => act(db, state!.Current!.Id), Tries));
        viewCounts.Forget(Me.Id);
        await LoadAsync();
    }
}
