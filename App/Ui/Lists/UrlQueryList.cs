using Microsoft.AspNetCore.Components;
using WorkOrders.Database;

namespace WorkOrders.Ui.Lists;

/// <summary>The query of a list, as in its URL.</summary>
public interface IListQuery
{
    string Address { get; }
}

/// <summary>Base of list pages with filter and page number in the URL; the list reloads when the URL changes.</summary>
/// <typeparam name="TQuery">The query; compared by value.</typeparam>
/// <typeparam name="TRead">The loaded data.</typeparam>
public abstract class UrlQueryList<TQuery, TRead>(ScreenServices services) : Screen(services)
    where TQuery : class, IListQuery
    where TRead : class
{
    /// <summary>The requested query; after loading, with the number of the page that is shown.</summary>
    protected TQuery Query { get; private set; } = null!;

    /// <summary>Null while loading.</summary>
    protected TRead? Read { get; private set; }

    // Never read. A query parameter is needed so that the component is notified of URL changes.
    [SupplyParameterFromQuery(Name = "page")]
    private string? PageInAddress { get; set; }

    protected override async Task OnParametersSetAsync()
    {
        var wanted = Parse(new Uri(Navigator.Uri).Query);
        if (Read is null || !wanted.Equals(Query))
        {
            var isFirst = Query is null;
            Query = wanted;
            Fill();
            await (isFirst ? ReadOnceAsync(wanted.Address, ReadStateAsync, Take) : LoadAsync());
        }
    }

    protected Task LoadAsync() => ReadAsync(ReadStateAsync, Take);

    protected void Show(TQuery wanted)
    {
        ArgumentNullException.ThrowIfNull(wanted);
        Navigator.NavigateTo(wanted.Address);
    }

    protected abstract TQuery Parse(string query);

    /// <summary>Copies the query to the filter fields, if the page has any.</summary>
    protected virtual void Fill()
    {
    }

    protected abstract Task<(TQuery Shown, TRead Read)> ReadAsync(AppDb db, TQuery asked, CancellationToken token);

    private async Task<ListState> ReadStateAsync(AppDb db, CancellationToken token)
    {
        var (shown, read) = await ReadAsync(db, Query, token);
        return new ListState(shown, read);
    }

    private void Take(ListState state) => (Query, Read) = (state.Shown, state.Read);

    private sealed record ListState(TQuery Shown, TRead Read);
}
