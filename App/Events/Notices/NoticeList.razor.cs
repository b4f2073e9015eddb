using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;
using Microsoft.JSInterop;
using WorkOrders.Database;
using WorkOrders.Ui;
using WorkOrders.Ui.Lists;
using WorkOrders.Ui.Scripts;

namespace WorkOrders.Events.Notices;

/// <summary>All messages of the user, unread first.</summary>
public sealed partial class NoticeList(ScreenServices services, LiveEvents liveEvents, IJSRuntime js) : Screen(services), IAsyncDisposable
{
    private const int PageSize = 30;

    private readonly ScriptModule script = new(js);
    private NoticePage? page;
    private string? permission;
    private IDisposable? live;

    /// <summary>Page number from 1. Other values show the nearest existing page.</summary>
    [SupplyParameterFromQuery(Name = "page")]
    private string? WantedPage { get; set; }

    public async ValueTask DisposeAsync()
    {
        Dispose();
        live?.Dispose();
        await script.DisposeAsync();
    }

    protected override Task OnParametersSetAsync() => LoadAsync();

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender)
        {
            live = liveEvents.OnNotice(Me.Id, () => InvokeAsync(ReloadAsync));
            await script.LoadAsync("/" + Assets["js/notices.js"]);
            permission = await script.AskAsync<string>("permission");
            StateHasChanged();
        }
    }

    private static string AddressOf(int page) => page == 1 ? "/notices" : $"/notices?page={page}";

    private Task LoadAsync() => ReadAsync(ReadPageAsync, read => page = read);

    private Task ReloadAsync() => RefreshAsync(ReadPageAsync, read =>
    {
        page = read;
        StateHasChanged();
        return Task.CompletedTask;
    });

    private async Task<NoticePage> ReadPageAsync(AppDb db, CancellationToken token)
    {
        var total = await db.Notices.Of(Me).CountAsync(token);
        var unread = await db.Notices.Of(Me).Unread().CountAsync(token);
        var number = Math.Clamp(int.TryParse(WantedPage, out var wanted) ? wanted : 1, 1, ListPager.PagesOf(total, PageSize));
        return new NoticePage(total, unread, number, await db.Notices.AsNoTracking().Of(Me).UnreadFirst().Skip((number - 1) * PageSize).Take(PageSize).ToListAsync(token));
    }

    private async Task ReadAsync(long? id)
    {
        if (await TryInBackgroundAsync(() => Factory.MarkReadAsync(Me, id, Time.GetUtcNow())))
        {
            await ReloadAsync();
        }
    }

    private async Task AskAsync() => permission = await script.AskAsync<string>("ask");

    private sealed record NoticePage(int Total, int Unread, int Number, IReadOnlyList<Notice> Notices);
}
