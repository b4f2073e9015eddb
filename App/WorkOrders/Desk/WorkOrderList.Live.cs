using Microsoft.AspNetCore.Components;
using WorkOrders.Events;
using WorkOrders.Shared;

namespace WorkOrders.Desk;

/// <summary>
/// The list updates by itself when others change orders: rows that are shown change where they stand, and what would come or go is
/// counted in the line below until the person asks for it. Scroll, selection, focus and the open panel stay.
/// </summary>
public sealed partial class WorkOrderList
{
    private static readonly TimeSpan RowPause = TimeSpan.FromMilliseconds(500);

    // Longer than the counts are kept, so that the reading after it is a fresh one; and 500 desks don't read for every change anywhere.
    private static readonly TimeSpan CountPause = TimeSpan.FromSeconds(3);

    private Calm? rows;
    private Calm? numbers;
    private IDisposable? live;
    private int news;

    [Inject]
    private LiveEvents Live { get; set; } = null!;

    [Inject]
    private ILogger<WorkOrderList> Log { get; set; } = null!;

    private void Watch()
    {
        rows = new Calm(Clock, RowPause, () => InvokeAsync(() => QuietlyAsync(RefreshRowsAsync)));
        numbers = new Calm(Clock, CountPause, () => InvokeAsync(() => QuietlyAsync(RefreshCountsAsync)));
        live = Live.OnOrderChanged(null, Changed);

        // What changed between prerendering and now.
        numbers.Ask();
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
            rows?.Ask();
        }

        numbers?.Ask();
        return Task.CompletedTask;
    }

    // What can't be read now stays as it is shown; the next change tries again.
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
            Log.LogWarning(exception, "The desk could not be refreshed.");
        }
    }

    private async Task RefreshCountsAsync()
    {
        var counts = await Counts.OfAsync(Me);
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
        var refreshed = await List.RefreshAsync(db, shown.Page, shown.Filter, Me, Clock.GetUtcNow());
        if (question == asked && ReferenceEquals(shown.Page, state?.Page))
        {
            (state, news) = (state! with { Page = refreshed.Page }, refreshed.News);
            Locate();
            StateHasChanged();
        }
    }
}
