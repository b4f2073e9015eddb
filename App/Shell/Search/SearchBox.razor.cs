using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.EntityFrameworkCore;
using WorkOrders.Database;
using WorkOrders.Shared;
using WorkOrders.Ui;

namespace WorkOrders.Shell.Search;

/// <summary>The search box of the header (Ctrl+K).</summary>
public sealed partial class SearchBox(ScreenServices services, IEnumerable<ISearchProvider> enumerable, ILogger<SearchBox> log) : Screen(services)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    private string text = "";
    private string? answered;
    private List<SearchHit>? hits;
    private int active = -1;
    private int typed;
    private bool failed;

    private async Task TypedAsync()
    {
        var now = ++typed;
        await Task.Delay(Pause);
        if (now == typed)
        {
            await FindAsync();
        }
    }

    private async Task FindAsync()
    {
        var asked = text;
        try
        {
            await using var db = await Factory.CreateDbContextAsync();
            var found = new List<SearchHit>();
            foreach (var provider in enumerable)
            {
                found.AddRange(await provider.FindAsync(db, asked, Me));
            }

            if (asked == text)
            {
                (answered, active, failed) = (asked, found.Count > 0 ? 0 : -1, false);
                hits = asked.Trim().Length == 0 ? null : found;
            }
        }
        catch (Exception exception) when (exception.IsDatabaseFailure())
        {
            log.LogError(exception, "The search failed.");
            (hits, active, failed) = (null, -1, asked == text);
        }
    }

    private async Task KeyAsync(KeyboardEventArgs e)
    {
        switch (e.Key)
        {
            case "ArrowDown" when hits is { Count: > 0 }:
                active = (active + 1) % hits.Count;
                break;
            case "ArrowUp" when hits is { Count: > 0 }:
                active = (active + hits.Count - 1) % hits.Count;
                break;
            case "Escape":
                Close();
                break;
            case "Enter":
                await EnterAsync();
                break;
        }
    }

    // The user can press Enter before the debounce delay is over.
    private async Task EnterAsync()
    {
        typed++;
        if (answered != text)
        {
            await FindAsync();
        }

        if (hits is { Count: > 0 } && active >= 0)
        {
            Open(hits[active]);
        }
    }

    private void Open(SearchHit hit)
    {
        Close();
        Navigator.NavigateTo(hit.AddressFrom(new Uri(Navigator.Uri)));
    }

    private void Close() => (text, answered, hits, active, failed) = ("", null, null, -1, false);

    private void CloseSoon() => (answered, hits, active, failed) = (null, null, -1, false);
}
