using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;
using WorkOrders.Defaults.Reasons;
using WorkOrders.Shared;

namespace WorkOrders.Defaults.InDefault;

/// <summary>违约客户: who is or was in default, filtered and exported; everything that is chosen stands in the address.</summary>
public sealed partial class DefaultList
{
    private DefaultQuery query = new();
    private IReadOnlyDictionary<int, string> reasons = new Dictionary<int, string>();
    private IReadOnlyList<DefaultRow>? rows;
    private int total;
    private bool failed;

    // Not read: the page is told of every change of the address because it asks for a part of it.
    [SupplyParameterFromQuery(Name = "page")]
    private string? Page { get; set; }

    [CascadingParameter]
    private CurrentUser Me { get; set; } = null!;

    [Inject]
    private IDbContextFactory<AppDb> Factory { get; set; } = null!;

    [Inject]
    private NavigationManager Navigator { get; set; } = null!;

    [Inject]
    private ILogger<DefaultList> Log { get; set; } = null!;

    protected override async Task OnParametersSetAsync()
    {
        var wanted = DefaultQuery.Parse(new Uri(Navigator.Uri).Query);
        if (rows is null || wanted != query)
        {
            query = wanted;
            await LoadAsync();
        }
    }

    private async Task LoadAsync()
    {
        var asked = query;
        failed = false;
        try
        {
            await using var db = await Factory.CreateDbContextAsync();
            var names = (await db.DefaultReasons.AsNoTracking().InOrder().Select(r => new { r.Id, r.Text }).ToListAsync()).ToDictionary(r => r.Id, r => r.Text);
            var found = asked.Filter.Apply(db.Customers.AsNoTracking().InDefaultVisibleTo(Me));
            var count = await found.CountAsync();
            var shown = asked with { Page = Math.Min(asked.Page, ListPager.PagesOf(count)) };
            var read = await found.InOrder(shown.Sort, shown.Ascending).Skip((shown.Page - 1) * ListPager.Length).Take(ListPager.Length).Select(DefaultRow.Projection).ToListAsync();

            // Meanwhile the reader may have asked for something else.
            if (asked == query)
            {
                (query, reasons, total, rows) = (shown, names, count, read);
            }
        }
        catch (Exception exception) when (exception.IsDatabaseFailure())
        {
            Log.LogError(exception, "The customers in default could not be read.");
            failed = true;
        }
    }
}
