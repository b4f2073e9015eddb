using WorkOrders.Ui;

namespace WorkOrders.Desk;

/// <summary>
/// Live updates of the list when others change orders. Shown rows are updated in place; added and removed rows are only counted in the
/// pager until the user reloads. Scroll position, selection, focus and the open panel are kept.
/// </summary>
public sealed partial class WorkOrderList
{
    private static readonly TimeSpan RowPause = TimeSpan.FromMilliseconds(500);

    // Longer than the cache lifetime of the counts, so that the next read is fresh. Also limits the load when many desks are open.
    private static readonly TimeSpan CountPause = TimeSpan.FromSeconds(3);

    private Debouncer? rows;
    private Debouncer? numbers;
    private IDisposable? live;
    private int news;

    private void Watch()
    {
        rows = new Debouncer(Time, RowPause, () => InvokeAsync(RefreshRowsAsync));
        numbers = new Debouncer(Time, CountPause, () => InvokeAsync(RefreshCountsAsync));
        live = liveEvents.OnOrderChanged(null, Changed, ReadAt);

        // The counts come from a cache and may be older than the page.
        numbers.Trigger();
        CountOn();
    }

    // The rows came first; the refresh brings the whole count.
    private void CountOn()
    {
        if (state?.Page.IsProvisional == true)
        {
            rows?.Trigger();
        }
    }

    private void Unwatch()
    {
        live?.Dispose();
        rows?.Dispose();
        numbers?.Dispose();
    }

    private Task Changed(string number)
    {
        if (state?.Page.Rows.Any(row => row.Number == number) == true)
        {
            rows?.Trigger();
        }

        numbers?.Trigger();
        return Task.CompletedTask;
    }

    private bool CanRefresh => state is not null && !HasFailed && !Reading.IsReading;

    private async Task RefreshCountsAsync()
    {
        if (!CanRefresh)
        {
            return;
        }

        var moved = false;
        await TryInBackgroundAsync(async () =>
        {
            var counts = await viewCounts.OfAsync(Me, Leaving);
            moved = counts[filter.View] != state!.Counts[filter.View] || filter.HasFilters;
            state = state with { Counts = counts };
        });
        if (moved)
        {
            await RefreshRowsAsync();
        }

        StateHasChanged();
    }

    // A list that was refused stays unread. What is shown was counted when it was read.
    private Task RefreshRowsAsync() => !CanRefresh || state is not { Outcome.IsRefused: false } shown ? Task.CompletedTask : RefreshAsync(
        (db, token) => deskList.RefreshAsync(db, shown.Page, shown.Filter, Me, Time.GetUtcNow(), token),
        refreshed =>
        {
            if (state is { } present && ReferenceEquals(shown.Page, present.Page))
            {
                state = present with { Page = refreshed.Page };
                news = refreshed.News;
                Locate();
                StateHasChanged();
            }

            return Task.CompletedTask;
        });
}
