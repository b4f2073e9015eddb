using System.Globalization;
using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;
using WorkOrders.Shared;

namespace WorkOrders.Defaults.Applications;

/// <summary>违约认定申请 that the reader may see, newest first; filter and page stand in the address.</summary>
public sealed partial class ApplicationList
{
    private const int PageSize = 20;
    private const int LastPage = 100_000;

    private CaseFilter filter = new();
    private IReadOnlyList<ListedApplication>? rows;
    private string? name, status, severity, applicant;
    private int page = 1;
    private int total;
    private bool failed;

    [SupplyParameterFromQuery(Name = "name")]
    private string? WantedName { get; set; }

    [SupplyParameterFromQuery(Name = "status")]
    private string? WantedStatus { get; set; }

    [SupplyParameterFromQuery(Name = "severity")]
    private string? WantedSeverity { get; set; }

    [SupplyParameterFromQuery(Name = "applicant")]
    private string? WantedApplicant { get; set; }

    [SupplyParameterFromQuery(Name = "page")]
    private string? WantedPage { get; set; }

    [CascadingParameter]
    private CurrentUser Me { get; set; } = null!;

    [Inject]
    private IDbContextFactory<AppDb> Factory { get; set; } = null!;

    [Inject]
    private NavigationManager Navigator { get; set; } = null!;

    [Inject]
    private ILogger<ApplicationList> Log { get; set; } = null!;

    private int PageCount => Math.Max(1, (total + PageSize - 1) / PageSize);

    protected override async Task OnParametersSetAsync()
    {
        var wanted = FilterOf(WantedName, WantedStatus, WantedSeverity, WantedApplicant);
        var number = int.TryParse(WantedPage, NumberStyles.None, CultureInfo.InvariantCulture, out var n) ? Math.Clamp(n, 1, LastPage) : 1;
        if (rows is null || wanted != filter || number != page)
        {
            (filter, page) = (wanted, number);
            (name, status, severity, applicant) = (filter.CustomerName, filter.Status?.ToString(), filter.Severity?.ToString(), filter.Applicant);
            await LoadAsync();
        }
    }

    private static CaseFilter FilterOf(string? name, string? status, string? severity, string? applicant) =>
        new(Named<DecisionStatus>(status), Named<Severity>(severity), Cut(name), Cut(applicant));

    private static string? Cut(string? text) => Normalise.Text(text) is { } typed ? typed[..Math.Min(typed.Length, Customers.Customer.NameLength)] : null;

    private static T? Named<T>(string? name)
        where T : struct, Enum => Enum.TryParse<T>(name, ignoreCase: true, out var value) && Enum.IsDefined(value) ? value : null;

    private async Task LoadAsync()
    {
        failed = false;
        try
        {
            await using var db = await Factory.CreateDbContextAsync();
            var found = db.DefaultApplications.AsNoTracking().VisibleTo(Me).Filtered(filter);
            total = await found.CountAsync();
            page = Math.Min(page, PageCount);
            rows = await found.OrderByDescending(a => a.Id).Skip((page - 1) * PageSize).Take(PageSize).Select(a => new ListedApplication(
                a.Id, a.Customer.Name, a.Reasons.OrderBy(r => r.SortOrder).Select(r => r.Text).ToList(), a.Severity, a.LatestExternalRating, a.Applicant.DisplayName, a.CreatedAt, a.Status,
                a.DecidedBy!.DisplayName, a.DecidedAt)).ToListAsync();
        }
        catch (Exception exception) when (exception.IsDatabaseFailure())
        {
            Log.LogError(exception, "The applications could not be read.");
            failed = true;
        }
    }

    private void Search() => Show(FilterOf(name, status, severity, applicant), 1);

    private void Show(CaseFilter wanted, int number) => Navigator.NavigateTo(Navigator.GetUriWithQueryParameters("/defaults/applications", new Dictionary<string, object?>
    {
        ["name"] = wanted.CustomerName,
        ["status"] = wanted.Status?.ToString(),
        ["severity"] = wanted.Severity?.ToString(),
        ["applicant"] = wanted.Applicant,
        ["page"] = number == 1 ? null : number,
    }));

    private sealed record ListedApplication(
        long Id, string CustomerName, IReadOnlyList<string> Reasons, Severity Severity, string? Rating, string Applicant, DateTimeOffset At, DecisionStatus Status, string? DecidedBy, DateTimeOffset? DecidedAt)
    {
        public string ReasonText => string.Join('；', Reasons);
    }
}
