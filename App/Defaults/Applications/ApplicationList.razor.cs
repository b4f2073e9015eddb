using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;
using WorkOrders.Shared;

namespace WorkOrders.Defaults.Applications;

/// <summary>违约认定申请 that the reader may see, newest first; filter and page stand in the address.</summary>
public sealed partial class ApplicationList
{
    private ApplicationQuery query = new();
    private IReadOnlyList<ListedApplication>? rows;
    private string? name, status, severity, applicant;
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
    private ILogger<ApplicationList> Log { get; set; } = null!;

    protected override async Task OnParametersSetAsync()
    {
        var wanted = ApplicationQuery.Parse(new Uri(Navigator.Uri).Query);
        if (rows is null || wanted != query)
        {
            query = wanted;
            (name, status, severity, applicant) = (query.Name, query.Status?.ToString(), query.Severity?.ToString(), query.Applicant);
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
            var found = db.DefaultApplications.AsNoTracking().VisibleTo(Me).Filtered(asked.Filter);
            var count = await found.CountAsync();
            var shown = asked with { Page = Math.Min(asked.Page, ListPager.PagesOf(count)) };
            var read = await found.OrderByDescending(a => a.Id).Skip((shown.Page - 1) * ListPager.Length).Take(ListPager.Length).Select(a => new ListedApplication(
                a.Id, a.Customer.Name, a.Reasons.OrderBy(r => r.SortOrder).Select(r => r.Text).ToList(), a.Severity, a.LatestExternalRating, a.Applicant.DisplayName, a.CreatedAt, a.Status,
                a.DecidedBy!.DisplayName, a.DecidedAt)).ToListAsync();

            // Meanwhile the reader may have asked for something else.
            if (asked == query)
            {
                (query, total, rows) = (shown, count, read);
            }
        }
        catch (Exception exception) when (exception.IsDatabaseFailure())
        {
            Log.LogError(exception, "The applications could not be read.");
            failed = true;
        }
    }

    private void Search() => Show(new ApplicationQuery
    {
        Name = Normalise.Text(name),
        Status = ListAddress.Named<DecisionStatus>(status),
        Severity = ListAddress.Named<Severity>(severity),
        Applicant = Normalise.Text(applicant),
    });

    private void Show(ApplicationQuery wanted) => Navigator.NavigateTo(wanted.Address);

    private sealed record ListedApplication(
        long Id, string CustomerName, IReadOnlyList<string> Reasons, Severity Severity, string? Rating, string Applicant, DateTimeOffset At, DecisionStatus Status, string? DecidedBy, DateTimeOffset? DecidedAt)
    {
        public string ReasonText => string.Join('；', Reasons);
    }
}
