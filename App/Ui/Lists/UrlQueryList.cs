using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;
using WorkOrders.Database;
using WorkOrders.Shared;

namespace WorkOrders.Ui.Lists;

/// <summary>The query of a list, as in its URL.</summary>
public interface IListQuery
{
    string Address { get; }
}

/// <summary>Base of list pages with filter and page number in the URL; the list reloads when the URL changes.</summary>
/// <typeparam name="TQuery">The query; compared by value.</typeparam>
/// <typeparam name="TRead">The loaded data.</typeparam>
public abstract class UrlQueryList<TQuery, TRead> : ComponentBase
    where TQuery : class, IListQuery
    where TRead : class
{
    private readonly LatestResult reading = new();

    /// <summary>The requested query; after loading, with the number of the page that is shown.</summary>
    protected TQuery Query { get; private set; } = null!;

    /// <summary>Null while loading.</summary>
    protected TRead? Read { get; private set; }

    protected bool HasFailed => reading.HasFailed;

    [CascadingParameter]
    protected CurrentUser Me { get; set; } = null!;

    [Inject]
    protected NavigationManager Navigator { get; set; } = null!;

    [Inject]
    private IDbContextFactory<AppDb> Factory { get; set; } = null!;

    [Inject]
    private ILoggerFactory Logs { get; set; } = null!;

    // Never read. A query parameter is needed so that the component is notified of URL changes.
    [SupplyParameterFromQuery(Name = "page")]
    private string? PageInAddress { get; set; }

    protected override async Task OnParametersSetAsync()
    {
        var wanted = Parse(new Uri(Navigator.Uri).Query);
        if (Read is null || !wanted.Equals(Query))
        {
            Query = wanted;
            Fill();
            await LoadAsync();
        }
    }

    protected Task LoadAsync() => reading.ReadAsync(Factory, Logs.CreateLogger(GetType()), db => ReadAsync(db, Query), answer => (Query, Read) = answer);

    protected void Show(TQuery wanted) => Navigator.NavigateTo(wanted.Address);

    protected abstract TQuery Parse(string query);

    /// <summary>Copies the query to the filter fields, if the page has any.</summary>
    protected virtual void Fill()
    {
    }

    protected abstract Task<(TQuery Shown, TRead Read)> ReadAsync(AppDb db, TQuery asked);
}
