using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Forms;
using Microsoft.EntityFrameworkCore;
using WorkOrders.Ui.Dialogs;
using WorkOrders.Database;
using WorkOrders.Desk.Views;
using WorkOrders.Import.Reading;
using WorkOrders.Shared;
using WorkOrders.Sheets;
using WorkOrders.Ui;

namespace WorkOrders.Import;

/// <summary>批量建单: upload, preview, import with progress, download of refused rows. The import's id is in the URL.</summary>
public sealed partial class ImportPage(ScreenServices services, ImportUpload importUpload, ViewCounts viewCounts, ILogger<ImportPage> log) : Screen(services)
{
    private const int HistoryLength = 20;
    private const int ShownRows = 50;

    private static readonly TimeSpan Pace = TimeSpan.FromSeconds(1);

    private ITimer? timer;
    private CancellationTokenSource? stop;
    private IReadOnlyList<OrderImport>? history;
    private IReadOnlyList<OrderImportRow> problems = [];
    private IReadOnlyList<OrderImportRow> duplicates = [];
    private OrderImport? current;
    private string? refusal;
    private bool reading;
    private bool failed;
    private int read;
    private int uploads;

    [SupplyParameterFromQuery]
    private long? Id { get; set; }

    private DateTimeOffset Now => Time.GetUtcNow();

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        timer?.Dispose();
        stop?.Cancel();
        stop?.Dispose();
    }

    protected override Task OnParametersSetAsync() => LoadAsync();

    protected override void OnAfterRender(bool firstRender)
    {
        if (firstRender)
        {
            timer = Time.CreateTimer(_ => _ = InvokeAsync(FollowAsync), null, Pace, Pace);
        }
    }

    // Only a running import needs to be polled.
    private async Task FollowAsync()
    {
        if (history?.Any(i => i.Status == ImportStatus.Running) == true)
        {
            await LoadAsync();
            StateHasChanged();
        }
    }

    private async Task LoadAsync()
    {
        try
        {
            await using var db = await Factory.CreateDbContextAsync();
            var mine = db.OrderImports.AsNoTracking().Where(i => i.OwnerId == Me.Id);
            history = await mine.OrderByDescending(i => i.Id).Take(HistoryLength).ToListAsync();
            current = Id is null ? null : history.FirstOrDefault(i => i.Id == Id) ?? await mine.FirstOrDefaultAsync(i => i.Id == Id);
            if (current is not null)
            {
                var rows = db.OrderImportRows.AsNoTracking().Where(r => r.ImportId == current.Id).OrderBy(r => r.Row);
                problems = await rows.Where(r => r.Problems != null).Take(ShownRows).ToListAsync();
                duplicates = current.DuplicateRows == 0 ? [] : await rows.Where(r => r.Problems == null && r.Duplicate != null).Take(ShownRows).ToListAsync();
            }

            failed = false;
        }
        catch (Exception e) when (e.IsDatabaseFailure())
        {
            failed = true;
        }
    }

    private async Task UploadAsync(InputFileChangeEventArgs change)
    {
        // Reset the file input, so that another file, or the same one again, can be selected.
        uploads++;
        (refusal, reading, read) = (null, true, 0);
        stop?.Dispose();
        stop = new CancellationTokenSource();
        try
        {
            var (import, outcome) = await TakeAsync(change.File, stop.Token);
            if (import is null)
            {
                refusal = L["{0}：{1}", change.File.Name, L[outcome.Reason!, [.. outcome.Arguments]].Value];
            }
            else
            {
                Navigator.NavigateTo($"/work-orders/import?id={import.Id}");
            }
        }
        catch (Exception e) when (e is OperationCanceledException or IOException)
        {
            // Cancelled or disconnected: nothing was saved.
            refusal = stop.IsCancellationRequested ? null : L["上传中断，请重新选择文件。"].Value;
        }
        catch (Exception e) when (e.IsDatabaseFailure())
        {
            log.LogError(e, "An upload could not be saved.");
            refusal = L["暂时无法保存，请稍后再试。"];
        }
        finally
        {
            reading = false;
        }
    }

    private async Task<(OrderImport? Import, Outcome Outcome)> TakeAsync(IBrowserFile file, CancellationToken cancellation)
    {
        if (file.Size > SheetReader.MostBytes)
        {
            return (null, Outcome.Refused("文件太大，最多 {0} MB", SheetReader.MostBytes / 1024 / 1024));
        }

        // Reading needs a seekable file. The temporary file is deleted on close.
        await using var copy = new FileStream(Path.GetTempFileName(), FileMode.Open, FileAccess.ReadWrite, FileShare.None, 1 << 16, FileOptions.DeleteOnClose | FileOptions.Asynchronous);
        await using (var upload = file.OpenReadStream(SheetReader.MostBytes, cancellation))
        {
            await upload.CopyToAsync(copy, cancellation);
        }

        return await Task.Run(() => importUpload.ReadAsync(copy, file.Name, Me, Progress, cancellation), cancellation);
    }

    private void Progress(int rows)
    {
        read = rows;
        _ = InvokeAsync(StateHasChanged);
    }

    private Task StartAsync((ImportHandler Handler, bool SkipDuplicates) choice) => ActAsync(import => import.Start(choice.Handler, choice.SkipDuplicates, Me, Now));

    private Task StopAsync() => ActAsync(import => import.Stop(Me, Now));

    private async Task ActAsync(Func<OrderImport, Outcome> act)
    {
        try
        {
            await using var db = await Factory.CreateDbContextAsync();
            var outcome = Outcome.Done;
            for (var left = 5; left > 0; left--)
            {
                db.ChangeTracker.Clear();
                var import = await db.OrderImports.SingleAsync(i => i.Id == current!.Id && i.OwnerId == Me.Id);
                outcome = act(import);
                if (outcome.IsRefused || await SavedAsync(db))
                {
                    break;
                }
            }

            if (outcome.IsRefused)
            {
                Toasts.Warn(L[outcome.Reason!, [.. outcome.Arguments]]);
            }

            viewCounts.Forget(Me.Id);
        }
        catch (Exception e) when (e.IsDatabaseFailure())
        {
            log.LogError(e, "The import could not be started or stopped.");
            refusal = L["暂时无法保存，请稍后再试。"];
        }

        await LoadAsync();
    }

    // Each batch increases the import's version, so retry when stopping conflicts with it.
    private static async Task<bool> SavedAsync(AppDb db)
    {
        try
        {
            await db.SaveChangesAsync();
            return true;
        }
        catch (DbUpdateConcurrencyException)
        {
            return false;
        }
    }
}
