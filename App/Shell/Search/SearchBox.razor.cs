using Microsoft.AspNetCore.Components.Web;
using WorkOrders.Database;
using WorkOrders.Ui;

namespace WorkOrders.Shell.Search;

/// <summary>The search box of the header (Ctrl+K).</summary>
public sealed partial class SearchBox : Screen
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    private readonly IEnumerable<ISearchProvider> providers;
    private readonly Debouncer typing;
    private string text = "";
    private string? answered;
    private List<SearchHit>? hits;
    private int active = -1;

    public SearchBox(ScreenServices services, IEnumerable<ISearchProvider> providers)
        : base(services)
    {
        this.providers = providers;
        typing = new Debouncer(Time, Pause, () => InvokeAsync(FindTypedAsync), fromLast: true);
    }

    protected override void Dispose(bool disposing)
    {
        typing.Dispose();
        base.Dispose(disposing);
    }

    private void Typed()
    {
        Reading.Drop();
        typing.Trigger();
    }

    private async Task FindTypedAsync()
    {
        if (text.Trim().Length == 0)
        {
            CloseSoon();
        }
        else if (answered != text)
        {
            await FindAsync();
        }

        StateHasChanged();
    }

    private async Task FindAsync()
    {
        var asked = text;
        await ReadAsync((db, token) => FindAsync(db, asked, token), found => Show(asked, found));
        if (HasFailed)
        {
            Show(null, null);
        }
    }

    private async Task<List<SearchHit>> FindAsync(AppDb db, string asked, CancellationToken token)
    {
        var found = new List<SearchHit>();
        foreach (var provider in providers)
        {
            found.AddRange(await provider.FindAsync(db, asked, Me, token));
        }

        return found;
    }

    private void Show(string? asked, List<SearchHit>? found)
    {
        answered = asked;
        hits = found;
        active = found is { Count: > 0 } ? 0 : -1;
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
        typing.Cancel();
        if (answered != text)
        {
            await FindAsync();
        }

        // An answer to other text is no reason to open an order.
        if (answered == text && hits is { Count: > 0 } && active >= 0)
        {
            Open(hits[active]);
        }
    }

    private void Open(SearchHit hit)
    {
        Close();
        Navigator.NavigateTo(hit.AddressFrom(new Uri(Navigator.Uri)));
    }

    private void Close()
    {
        text = "";
        CloseSoon();
    }

    private void CloseSoon()
    {
        Reading.Drop();
        Show(null, null);
    }
}
