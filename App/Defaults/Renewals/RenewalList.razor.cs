using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;
using Radzen;
using WorkOrders.Defaults.InDefault;
using WorkOrders.Shared;

namespace WorkOrders.Defaults.Renewals;

/// <summary>重生: the renewals one may see, and the customers for whom one can be applied for.</summary>
public sealed partial class RenewalList
{
    private RenewalQuery query = new();
    private IReadOnlyDictionary<int, string> reasons = new Dictionary<int, string>();
    private IReadOnlyList<RenewalRow>? renewals;
    private IReadOnlyList<DefaultRow>? customers;
    private string? name;
    private string? status;
    private string? applicant;
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
    private DialogService Dialogs { get; set; } = null!;

    [Inject]
    private NavigationManager Navigator { get; set; } = null!;

    [Inject]
    private ILogger<RenewalList> Log { get; set; } = null!;

    protected override async Task OnParametersSetAsync()
    {
        var wanted = RenewalQuery.Parse(new Uri(Navigator.Uri).Query);
        if ((renewals is null && customers is null) || wanted != query)
        {
            query = wanted;
            (name, status, applicant) = (query.Name, query.Status?.ToString(), query.Applicant);
            await LoadAsync();
        }
    }

    private async Task LoadAsync()
    {
        failed = false;
        try
        {
            await using var db = await Factory.CreateDbContextAsync();
            await (query.IsRenewable ? ReadRenewableAsync(db, query) : ReadRenewalsAsync(db, query));
        }
        catch (Exception exception) when (exception.IsDatabaseFailure())
        {
            Log.LogError(exception, "The renewals could not be read.");
            failed = true;
        }
    }

    private async Task ReadRenewalsAsync(AppDb db, RenewalQuery asked)
    {
        var found = db.Renewals.AsNoTracking().VisibleTo(Me).Filtered(asked.Filter);
        var count = await found.CountAsync();
        var shown = asked with { Page = Math.Min(asked.Page, ListPager.PagesOf(count)) };
        var read = await found.OrderByDescending(r => r.Id).Skip((shown.Page - 1) * ListPager.Length).Take(ListPager.Length).Select(RenewalRow.Projection).ToListAsync();

        // Meanwhile the reader may have asked for something else.
        if (asked == query)
        {
            (query, total, renewals, customers) = (shown, count, read, null);
        }
    }

    private async Task ReadRenewableAsync(AppDb db, RenewalQuery asked)
    {
        var names = await db.DefaultReasons.AsNoTracking().ToDictionaryAsync(r => r.Id, r => r.Text);
        var found = new DefaultFilter(asked.Name).Apply(db.Customers.AsNoTracking().InDefaultVisibleTo(Me)).Renewable(db);
        var count = await found.CountAsync();
        var shown = asked with { Page = Math.Min(asked.Page, ListPager.PagesOf(count)) };
        var read = await found.NewestApplicationFirst().Skip((shown.Page - 1) * ListPager.Length).Take(ListPager.Length).Select(DefaultRow.Projection).ToListAsync();
        if (asked == query)
        {
            (query, total, reasons, customers, renewals) = (shown, count, names, read, null);
        }
    }

    private void Search() => Show(new RenewalQuery
    {
        IsRenewable = query.IsRenewable,
        Name = Normalise.Text(name),
        Status = ListAddress.Named<DecisionStatus>(status),
        Applicant = Normalise.Text(applicant),
    });

    private void Show(RenewalQuery wanted) => Navigator.NavigateTo(wanted.Address);

    private async Task RenewAsync(DefaultRow row)
    {
        if (await RenewDialog.OpenAsync(Dialogs, L, row.CustomerId, row.CustomerName, Me) is { } renewal)
        {
            Navigator.NavigateTo(RenewalQuery.AddressOf(renewal));
        }
    }
}
