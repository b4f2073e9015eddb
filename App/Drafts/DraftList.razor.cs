using Microsoft.EntityFrameworkCore;
using WorkOrders.Database;
using WorkOrders.Events;
using WorkOrders.Ui;

namespace WorkOrders.Drafts;

/// <summary>我没写完的: one's own drafts of all forms, newest first.</summary>
public sealed partial class DraftList(ScreenServices services, DraftKinds kinds, BrowserWindow window, LiveEvents liveEvents) : Screen(services)
{
    /// <summary>Maximum number of drafts shown.</summary>
    private const int Most = 100;

    private IReadOnlyList<DraftRow>? rows;
    private IDisposable? live;

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        live?.Dispose();
    }

    protected override Task OnInitializedAsync() => ReadOnceAsync("", ReadAsync, Show);

    protected override void OnAfterRender(bool firstRender)
    {
        if (firstRender)
        {
            live = liveEvents.OnDrafts(Me.Id, () => InvokeAsync(RefreshAsync));
        }
    }

    private Task LoadAsync() => ReadAsync(ReadAsync, Show);

    private Task RefreshAsync() => RefreshAsync(ReadAsync, read =>
    {
        Show(read);
        StateHasChanged();
        return Task.CompletedTask;
    });

    private void Show(IReadOnlyList<DraftRow> read) => rows = read;

    private async Task<IReadOnlyList<DraftRow>> ReadAsync(AppDb db, CancellationToken token) =>
        await db.Drafts.AsNoTracking().Of(Me).OrderByDescending(d => d.SavedAt).ThenByDescending(d => d.Id).Take(Most).Select(DraftRow.Projection).ToListAsync(token);

    private string TitleOf(DraftRow row) => kinds.Of(row.Form) is { } kind ? L[kind.Title] : row.Form;

    private string? Describe(DraftRow row) => kinds.Of(row.Form)?.Describe(row);

    // This window takes the draft over; the form then finds it as its own.
    private async Task GoOnAsync(DraftRow row)
    {
        var isTaken = false;
        if (!await TryAsync(async () => isTaken = await Factory.TakeOverAsync(row, await window.IdAsync(), Me, Time.GetUtcNow())))
        {
            return;
        }

        if (isTaken)
        {
            Navigator.NavigateTo(kinds.Of(row.Form)!.AddressOf(row));
        }
        else
        {
            Problem = L["这份草稿正在另一个窗口里填写，或已经不在了。"];
            await LoadAsync();
        }
    }

    private async Task DropAsync(DraftRow row)
    {
        if (!await Dialogs.ConfirmAsync(L["“{0}”的草稿放弃后不能再恢复。", TitleOf(row)], L["放弃草稿"], L["放弃"]))
        {
            return;
        }

        var isDropped = false;
        if (await TryAsync(async () => isDropped = await Factory.DropFreeDraftAsync(row.Id, await window.IdAsync(), Me, Time.GetUtcNow())))
        {
            Problem = isDropped ? null : L["这份草稿正在另一个窗口里填写，请在那个窗口里放弃。"].Value;
            await LoadAsync();
        }
    }
}
