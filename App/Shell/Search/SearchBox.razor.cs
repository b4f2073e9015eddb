using Microsoft.AspNetCore.Components.Web;
using WorkOrders.Database;
using WorkOrders.LookUps;
using WorkOrders.Shared;
using WorkOrders.Ui;

namespace WorkOrders.Shell.Search;

/// <summary>The search box of the header (Ctrl+K).</summary>
public sealed partial class SearchBox : Screen
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    private readonly IEnumerable<ISearchProvider> providers;
    private readonly LookUpCounter lookUps;
    private readonly Debouncer typing;
    private string text = "";
    private string? answered;
    private SearchedNumber compared = SearchedNumber.None;
    private List<SearchHit>? hits;
    private int active = -1;
    private string? refused;

    public SearchBox(ScreenServices services, IEnumerable<ISearchProvider> providers, LookUpCounter lookUps)
        : base(services)
    {
        this.providers = providers;
        this.lookUps = lookUps;
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
            await FindAsync(SearchedNumber.WhileTyped(text));
        }

        StateHasChanged();
    }

    // Other numbers than a mobile or an ID number may still be typed: Enter asks for them.
    private bool IsNumberLeft => SearchedNumber.In(text) != compared;

    private string Nothing => text.Trim().Length < 2 ? L["请再输入一个字。"]
        : IsNumberLeft ? L["没有找到。按回车键，再按电话或身份证号查找。"]
        : L["没有找到。请输入完整的号码或姓名的开头。"];

    private async Task FindAsync(SearchedNumber number)
    {
        var asked = text;
        compared = number;
        await ReadAsync(
            (db, token) => lookUps.AskAsync(
                LookUpPlace.Search, Me, [number.Value], () => FindAsync(db, asked, number, token), found => found.Exists(hit => hit.IsByNumber), token),
            found => Take(asked, found.LookUp.Outcome, found.Answer));
        if (HasFailed)
        {
            Show(null, null);
        }
    }

    private async Task<List<SearchHit>> FindAsync(AppDb db, string asked, SearchedNumber number, CancellationToken token)
    {
        var found = new List<SearchHit>();
        foreach (var provider in providers)
        {
            found.AddRange(await provider.FindAsync(db, asked, number, Me, token));
        }

        return found;
    }

    // After a refusal, Enter asks again.
    private void Take(string asked, Outcome outcome, List<SearchHit>? found)
    {
        Show(outcome.IsRefused ? null : asked, found);
        refused = outcome.IsRefused ? L[outcome.Reason, [.. outcome.Arguments]].Value : null;
    }

    private void Show(string? asked, List<SearchHit>? found)
    {
        answered = asked;
        hits = found;
        refused = null;
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
        if (answered != text || (hits is { Count: 0 } && IsNumberLeft))
        {
            await FindAsync(SearchedNumber.In(text));
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
