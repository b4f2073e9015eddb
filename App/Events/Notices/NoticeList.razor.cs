using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;
using Microsoft.JSInterop;
using WorkOrders.Database;
using WorkOrders.Shared;
using WorkOrders.Ui;

namespace WorkOrders.Events.Notices;

/// <summary>All messages of the user, unread first.</summary>
public sealed partial class NoticeList(ScreenServices services, LiveEvents liveEvents, IJSRuntime js, ILogger<NoticeList> log) : Screen(services), IAsyncDisposable
{
    private const int PageSize = 30;

    private List<Notice>? notices;
    private int total;
    private int unread;
    private int shown = 1;
    private bool failed;
    private string? permission;
    private IDisposable? live;
    private IJSObjectReference? script;

    /// <summary>Page number from 1. Other values show the nearest existing page.</summary>
    [SupplyParameterFromQuery(Name = "page")]
    private string? WantedPage { get; set; }

    private int LastPage => Math.Max(1, (total + PageSize - 1) / PageSize);

    public async ValueTask DisposeAsync()
    {
        Dispose();
        live?.Dispose();
        try
        {
            if (script is not null)
            {
                await script.DisposeAsync();
            }
        }
        catch (JSDisconnectedException)
        {
            // The browser has disconnected; the script is gone too.
        }
    }

    protected override Task OnParametersSetAsync() => LoadAsync();

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender)
        {
            live = liveEvents.OnNotice(Me.Id, () => InvokeAsync(LoadAsync));
            script = await js.InvokeAsync<IJSObjectReference>("import", "/" + Assets["js/notices.js"]);
            permission = await script.InvokeAsync<string?>("permission");
            StateHasChanged();
        }
    }

    private static string? AddressOf(int page) => page < 1 ? null : page == 1 ? "/notices" : $"/notices?page={page}";

    private async Task LoadAsync()
    {
        failed = false;
        try
        {
            await using var db = await Factory.CreateDbContextAsync();
            total = await db.Notices.Of(Me).CountAsync();
            unread = await db.Notices.Of(Me).Unread().CountAsync();
            shown = Math.Clamp(int.TryParse(WantedPage, out var wanted) ? wanted : 1, 1, LastPage);
            notices = await db.Notices.AsNoTracking().Of(Me).UnreadFirst().Skip((shown - 1) * PageSize).Take(PageSize).ToListAsync();
        }
        catch (Exception exception) when (exception.IsDatabaseFailure())
        {
            failed = true;
        }

        StateHasChanged();
    }

    private async Task ReadAsync(long? id)
    {
        try
        {
            await using var db = await Factory.CreateDbContextAsync();
            await db.MarkReadAsync(Me, id, Time.GetUtcNow());
        }
        catch (Exception exception) when (exception.IsDatabaseFailure())
        {
            log.LogWarning(exception, "A message could not be marked as read.");
            return;
        }

        await LoadAsync();
    }

    private async Task AskAsync() => permission = await script!.InvokeAsync<string?>("ask");
}
