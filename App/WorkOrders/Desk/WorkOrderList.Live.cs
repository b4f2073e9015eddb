using Microsoft.AspNetCore.Components;
using WorkOrders.Database;
using WorkOrders.Events;
using WorkOrders.Ui;

namespace WorkOrders.Desk;

/// <summary>
/// liveEvents updates of the list when others change orders. Shown rows are updated in place; added and removed rows are only counted in the
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
        rows = new Debouncer(Time, RowPause, () => InvokeAsync(() => QuietlyAsync(RefreshRowsAsync)));
        numbers = new Debouncer(Time, CountPause, () => InvokeAsync(() => QuietlyAsync(RefreshCountsAsync)));
        live = liveEvents.OnOrderChanged(null, Changed);

        // Load the changes since prerendering.
        numbers.Trigger();
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

    // On a database failure keep the shown data; the next change retries.
    private async Task QuietlyAsync(Func<Task> refresh)
    {
        if (state is null || loading || failed)
        {
            return;
        }

        try
        {
            await refresh();
        }
        catch (Exception exception) when (exception.IsDatabaseFailure())
        {
            log.LogWarning(exception, "The desk could not be refreshed.");
        }
    }

    private async Task RefreshCountsAsync()
    {
        var counts = await viewCounts.OfAsync(Me);
        var moved = counts[filter.View] != state!.Counts[filter.View];
        state = state with { Counts = counts };
        if (moved || filter.HasFilters)
        {
            await RefreshRowsAsync();
        }

        StateHasChanged();
    }

    private async Task RefreshRowsAsync()
    {
        var (question, shown) = (asked, state!);
        await using var db = await Factory.CreateDbContextAsync();
        var refreshed = await deskList.RefreshAsync(db, shown.Page, shown.Filter, Me, Time.GetUtcNow());
        if (question == asked && ReferenceEquals(shown.Page, state?.Page))
        {
            (state, news) = (state! with { Page = refreshed.Page }, refreshed.News);
            Locate();
            StateHasChanged();
        }
    }
}
