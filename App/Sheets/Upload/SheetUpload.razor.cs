using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Forms;
using WorkOrders.Files;
using WorkOrders.Shared;
using WorkOrders.Ui;

namespace WorkOrders.Sheets.Upload;

/// <summary>上传: takes a workbook and goes to the preview of its import.</summary>
public sealed partial class SheetUpload(ScreenServices services) : Screen(services)
{
    private CancellationTokenSource? stop;
    private int read;
    private bool isWaiting;
    private int uploads;

    /// <summary>Nothing else is to be done on the page.</summary>
    [Parameter]
    public bool IsFirst { get; set; }

    /// <summary>How large a file may be, in the reader's language.</summary>
    [Parameter, EditorRequired]
    public string Hint { get; set; } = "";

    [Parameter]
    public int MostBytes { get; set; } = SheetReader.MostBytes;

    [Parameter, EditorRequired]
    public SheetTaking Take { get; set; } = null!;

    /// <summary>The page of the import's preview.</summary>
    [Parameter, EditorRequired]
    public Func<long, string> AddressOf { get; set; } = null!;

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
        long? import = null;
        var outcome = Outcome.Done;
        var isRead = await TryAsync(async () => (import, outcome) = await TryTakeAsync(change.File, token));
        if (import is { } id)
        {
            Navigator.NavigateTo(AddressOf(id));
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

    private async Task<(long? Id, Outcome Outcome)> TryTakeAsync(IBrowserFile file, CancellationToken cancellation)
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

    private async Task<(long? Id, Outcome Outcome)> TakeAsync(IBrowserFile file, CancellationToken cancellation)
    {
        if (file.Size > MostBytes)
        {
            return (null, Outcome.Refused("文件太大，最多 {0} MB", MostBytes / 1024 / 1024));
        }

        // Reading needs a seekable file. The temporary file is deleted on close.
        await using var copy = PrivateFiles.OpenScratch();
        await using (var upload = file.OpenReadStream(MostBytes, cancellation))
        {
            await upload.CopyToAsync(copy, cancellation);
        }

        return await Task.Run(() => Take(copy, file.Name, Me, Progress, Waiting, cancellation), cancellation);
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
