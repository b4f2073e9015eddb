using Microsoft.EntityFrameworkCore;
using Microsoft.JSInterop;
using WorkOrders.Database;
using WorkOrders.Ui;
using WorkOrders.Ui.Scripts;

namespace WorkOrders.Events.Notices;

/// <summary>The user's messages in the header of every page. Messages sent while no page was open are loaded with the next page.</summary>
public sealed partial class Bell(ScreenServices services, LiveEvents liveEvents, IJSRuntime js) : Screen(services), IAsyncDisposable
{
    private const int Shown = 8;
    private const int MostToasts = 3;

    private readonly ScriptModule script = new(js);
    private List<Notice> newest = [];
    private int unread;
    private HashSet<long>? known;
    private IDisposable? live;

    public async ValueTask DisposeAsync()
    {
        Dispose();
        live?.Dispose();
        await script.DisposeAsync();
    }

    // Prerender the bell without the count, so that no page waits for it.
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender)
        {
            live = liveEvents.OnNotice(Me.Id, () => InvokeAsync(RefreshAsync));
            await RefreshAsync();
        }
    }

    // When it fails, the next live event loads the messages again.
    private Task RefreshAsync() => RefreshAsync(
        async (db, token) => (
            await db.Notices.AsNoTracking().Of(Me).OrderByDescending(n => n.Id).Take(Shown).ToListAsync(token),
            await db.Notices.Of(Me).Unread().CountAsync(token)),
        read =>
        {
            (newest, unread) = read;
            StateHasChanged();
            return AnnounceAsync();
        });

    private async Task AnnounceAsync()
    {
        // Compare ids one by one: a message with a higher id may become visible before one with a lower id.
        var before = known;
        known = [.. newest.Select(n => n.Id)];
        if (before is null)
        {
            return;
        }

        foreach (var notice in newest.Where(n => !before.Contains(n.Id) && n.IsUnread).Take(MostToasts).Reverse())
        {
            Toasts.Open(notice.In(L), () => InvokeAsync(() => OpenAsync(notice)));
            await ShowInBrowserAsync(notice);
        }
    }

    private async Task ShowInBrowserAsync(Notice notice)
    {
        if (script.IsLoaded || await script.LoadAsync("/" + Assets["js/notices.js"]))
        {
            await script.CallAsync("show", L["工单平台"].Value, notice.In(L), LocalAddress.OrHome(notice.Address));
        }
    }

    private async Task OpenAsync(Notice notice)
    {
        await ReadAsync(notice.Id);
        Navigator.NavigateTo(LocalAddress.OrHome(notice.Address));
    }

    private async Task ReadAsync(long? id)
    {
        if (await TryInBackgroundAsync(() => Factory.MarkReadAsync(Me, id, Time.GetUtcNow())))
        {
            await RefreshAsync();
        }
    }
}
