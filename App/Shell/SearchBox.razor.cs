using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.EntityFrameworkCore;
using WorkOrders.Desk;
using WorkOrders.Shared;

namespace WorkOrders.Shell;

/// <summary>The search box of the header (Ctrl+K).</summary>
public sealed partial class SearchBox
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    private string text = "";
    private string? answered;
    private IReadOnlyList<OrderHit>? hits;
    private int active = -1;
    private int typed;
    private bool failed;

    [Inject]
    private IDbContextFactory<AppDb> Factory { get; set; } = null!;

    [Inject]
    private ILogger<SearchBox> Log { get; set; } = null!;

    [Inject]
    private NavigationManager Navigator { get; set; } = null!;

    [Parameter, EditorRequired]
    public CurrentUser Me { get; set; } = null!;

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
            var found = await OrderSearch.FindAsync(db, asked, Me);
            if (asked == text)
            {
                (answered, active, failed) = (asked, found.Count > 0 ? 0 : -1, false);
                hits = asked.Trim().Length == 0 ? null : found;
            }
        }
        catch (Exception exception) when (exception.IsDatabaseFailure())
        {
            Log.LogError(exception, "Orders could not be searched.");
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

    // Enter can come before the pause is over.
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

    /// <summary>Beside the list when the desk is on the screen, else on its own page.</summary>
    private void Open(OrderHit hit)
    {
        Close();
        var here = new Uri(Navigator.Uri);
        Navigator.NavigateTo(here.AbsolutePath == "/work-orders"
            ? here.AbsolutePath + WorkOrderFilter.Parse(here.Query, Me.May(Permission.HandleOrders) ? DeskView.MyUnhandled : DeskView.All).WithOpen(hit.Number).ToQuery()
            : $"/work-orders/{hit.Number}");
    }

    private void Close() => (text, answered, hits, active, failed) = ("", null, null, -1, false);

    private void CloseSoon() => (answered, hits, active, failed) = (null, null, -1, false);
}
