using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;
using Microsoft.JSInterop;
using WorkOrders.Shared;
using WorkOrders.Ui;
using WorkOrders.Ui.Scripts;

namespace WorkOrders.Files.Field;

/// <summary>Form field for files.</summary>
public sealed partial class FileField(ScreenServices services, IJSRuntime js) : Screen(services), IAsyncDisposable
{
    private readonly List<Upload> uploads = [];
    private readonly ScriptModule script = new(js);
    private ElementReference root;
    private IJSObjectReference? local;
    private DotNetObjectReference<FileField>? self;

    [Parameter]
    [EditorRequired]
    public string Id { get; set; } = "";

    /// <summary>The existing files and the uploaded ones.</summary>
    [Parameter]
    [EditorRequired]
    public IReadOnlyList<FileRow> Files { get; set; } = [];

    [Parameter]
    public EventCallback<IReadOnlyList<FileRow>> FilesChanged { get; set; }

    [Parameter]
    public IReadOnlyList<FileKind> Allowed { get; set; } = FileKinds.All;

    [Parameter]
    public int Most { get; set; } = 10;

    /// <summary>True while an upload is running; a save now would not include it.</summary>
    public bool IsBusy => uploads.Exists(u => u.Error is null);

    /// <summary>Asks before a save without the files that could not be uploaded. True when there are none, or the user goes on without them.</summary>
    public async Task<bool> MaySaveWithoutFailedAsync()
    {
        var failed = uploads.Where(u => u.Error is not null).Select(u => u.Name).ToList();
        return failed.Count == 0 || await Dialogs.ConfirmAsync(L["没有传上去的附件：{0}。不带它们继续吗？", string.Join('、', failed)], L["附件没有传上去"], L["继续"], L["返回修改"]);
    }

    public async ValueTask DisposeAsync()
    {
        Dispose();
        await script.DisposeAsync();
        self?.Dispose();
    }

    /// <summary>Called when the user selects a file. Returns false when it is rejected before the upload.</summary>
    [JSInvokable]
    public bool Begin(int id, string name, long size)
    {
        // The browser calls this again after a reconnect.
        if (uploads.Exists(u => u.Id == id))
        {
            return true;
        }

        var clean = FileName.Clean(name).Masked;
        var refusal = Files.Count + uploads.Count(u => u.Error is null) >= Most ? L["最多 {0} 个附件", Most]
            : size > StoredFile.MaxSize ? In(FileUpload.TooLarge(name))
            : null;
        uploads.Add(new Upload(id, clean) { Error = refusal });
        StateHasChanged();
        return refusal is null;
    }

    [JSInvokable]
    public void Progress(int id, int percent)
    {
        if (uploads.Find(u => u.Id == id) is { } upload)
        {
            upload.Percent = Math.Clamp(percent, 0, 100);
            StateHasChanged();
        }
    }

    /// <summary>Called when the upload is complete. The file is read from the database; data from the browser is not trusted.</summary>
    [JSInvokable]
    public async Task DoneAsync(int id, string fileId)
    {
        // Each upload reads on its own: a second one that ends at the same time must not overtake it.
        StoredFile? file = null;
        var isRead = await TryInBackgroundAsync(async () =>
        {
            await using var db = await Factory.CreateDbContextAsync(Leaving);
            file = await db.StoredFiles.AsNoTracking().FirstOrDefaultAsync(f => f.Key == fileId && f.UploaderId == Me.Id, Leaving);
        });
        if (!isRead)
        {
            Fail(id, error: null, canRetry: true);
            return;
        }

        if (uploads.RemoveAll(u => u.Id == id) > 0 && file is not null)
        {
            await FilesChanged.InvokeAsync([.. Files, FileRow.Of(file)]);
        }

        StateHasChanged();
    }

    /// <summary>Called when the server rejected the upload (with its message), or when the connection failed.</summary>
    [JSInvokable]
    public void Fail(int id, string? error, bool canRetry)
    {
        if (uploads.Find(u => u.Id == id) is { } upload)
        {
            (upload.Error, upload.CanRetry) = (error ?? L["没有传上去，请检查网络后重试"], canRetry);
            StateHasChanged();
        }
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender)
        {
            self = DotNetObjectReference.Create(this);
            await script.LoadAsync("./js/upload.js");
            local = await script.WatchAsync(root, self, new { address = "/files" });
        }
    }

    private string In(Outcome outcome) => L[outcome.Reason!, [.. outcome.Arguments]];

    private Task RemoveAsync(FileRow file) => FilesChanged.InvokeAsync([.. Files.Where(f => f != file)]);

    private async Task RetryAsync(Upload upload)
    {
        (upload.Error, upload.CanRetry, upload.Percent) = (null, false, 0);
        await local!.InvokeVoidAsync("retry", upload.Id);
    }

    private async Task CancelAsync(Upload upload)
    {
        uploads.Remove(upload);
        await (local?.InvokeVoidAsync("cancel", upload.Id) ?? ValueTask.CompletedTask);
    }

    private sealed class Upload(int id, string name)
    {
        public int Id => id;

        public string Name => name;

        public int Percent { get; set; }

        public string? Error { get; set; }

        public bool CanRetry { get; set; }
    }
}
