using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;
using WorkOrders.Shared;

namespace WorkOrders.Defaults;

/// <summary>What a list of defaults is asked for, as it stands in its address.</summary>
public interface IListQuery
{
    string Address { get; }
}

/// <summary>A page with a list whose filter and page number stand in its address: read anew when that changes.</summary>
/// <typeparam name="TQuery">What is asked for; equal when the same is.</typeparam>
/// <typeparam name="TRead">What was read.</typeparam>
public abstract class AddressedList<TQuery, TRead> : ComponentBase
    where TQuery : class, IListQuery
    where TRead : class
{
    private readonly NewestReading reading = new();

    /// <summary>Asked for; once it was read with the number of the page that there is.</summary>
    protected TQuery Query { get; private set; } = null!;

    /// <summary>Null until it is there.</summary>
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

    // Not read: the page is told of every change of the address because it asks for a part of it.
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

    /// <summary>Puts what is asked for into the fields of the page, if it has any.</summary>
    protected virtual void Fill()
    {
    }

    protected abstract Task<(TQuery Shown, TRead Read)> ReadAsync(AppDb db, TQuery asked);
}
