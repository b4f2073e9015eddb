using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Forms;
using WorkOrders.Files;
using WorkOrders.Import.Reading;
using WorkOrders.Shared;
using WorkOrders.Sheets;
using WorkOrders.Ui;

namespace WorkOrders.Import;

/// <summary>上传: takes a workbook and goes to the preview of its import.</summary>
public sealed partial class UploadCard(ScreenServices services, ImportUpload importUpload) : Screen(services)
{
    private CancellationTokenSource? stop;
    private int read;
    private bool isWaiting;
    private int uploads;

    /// <summary>Nothing else is to be done on the page.</summary>
    [Parameter]
    public bool IsFirst { get; set; }

    protected override string FailureText => "暂时无法保存，请稍后再试。";

    protected override void Dispose(bool disposing)
    {
        stop?.Cancel();
        stop?.Dispose();
        base.Dispose(disposing);
    }

    private async Task UploadAsync(InputFileChangeEventArgs change)
    {
        if (IsActing)
        {
            return;
        }

        // Reset the file input, so that another file, or the same one again, can be selected.
        uploads++;
        (read, isWaiting) = (0, false);
        stop?.Dispose();
        stop = new CancellationTokenSource();
        var token = stop.Token;
        OrderImport? import = null;
        var outcome = Outcome.Done;
        var isRead = await TryAsync(async () => (import, outcome) = await TryTakeAsync(change.File, token));
        if (import is not null)
        {
            Navigator.NavigateTo($"/work-orders/import?id={import.Id}");
        }
        else if (token.IsCancellationRequested)
        {
            Problem = null;
        }
        else if (isRead)
        {
            Problem = L["{0}：{1}", FileName.Clean(change.File.Name).Masked, L[outcome.Reason!, [.. outcome.Arguments]].Value];
        }
    }

    private async Task<(OrderImport? Import, Outcome Outcome)> TryTakeAsync(IBrowserFile file, CancellationToken cancellation)
    {
        try
        {
            return await TakeAsync(file, cancellation);
        }
        catch (Exception exception) when (exception is OperationCanceledException or IOException)
        {
            // Cancelled or disconnected: nothing was saved.
            return (null, Outcome.Refused("上传中断，请重新选择文件。"));
        }
    }

    private async Task<(OrderImport? Import, Outcome Outcome)> TakeAsync(IBrowserFile file, CancellationToken cancellation)
    {
        if (file.Size > SheetReader.MostBytes)
        {
            return (null, Outcome.Refused("文件太大，最多 {0} MB", SheetReader.MostBytes / 1024 / 1024));
        }

        // Reading needs a seekable file. The temporary file is deleted on close.
        await using var copy = PrivateFiles.OpenScratch();
        await using (var upload = file.OpenReadStream(SheetReader.MostBytes, cancellation))
        {
            await upload.CopyToAsync(copy, cancellation);
        }

        return await Task.Run(() => importUpload.ReadAsync(copy, file.Name, Me, Progress, Waiting, cancellation), cancellation);
    }

    private string Doing() =>
        read > 0 ? L["正在检查，已读 {0} 行…", read.ToString("N0")]
        : isWaiting ? L["别的文件正在检查，请稍候…"]
        : L["正在上传…"];

    private void Waiting(bool waits)
    {
        isWaiting = waits;
        _ = InvokeAsync(StateHasChanged);
    }

    private void Progress(int rows)
    {
        read = rows;
        _ = InvokeAsync(StateHasChanged);
    }
}
