using Microsoft.EntityFrameworkCore;
using WorkOrders.Customers;
using WorkOrders.Database;
using WorkOrders.Defaults.Cases;
using WorkOrders.Defaults.Statistics;
using WorkOrders.Shared;
using WorkOrders.Ui.Lists;
using WorkOrders.Ui;

namespace WorkOrders.Defaults.Applications;

/// <summary>List of 违约认定申请 visible to the user, newest first; filter and page are in the URL.</summary>
public sealed partial class ApplicationList(ScreenServices services) : UrlQueryList<ApplicationQuery, ListPage<ApplicationRow>>(services)
{
    private string? name, status, severity, applicant;

    protected override ApplicationQuery Parse(string query) => ApplicationQuery.Parse(query);

    protected override void Fill() => (name, status, severity, applicant) = (Query.Name, Query.Status?.ToString(), Query.Severity?.ToString(), Query.Applicant);

    protected override async Task<(ApplicationQuery Shown, ListPage<ApplicationRow> Read)> ReadAsync(AppDb db, ApplicationQuery asked, CancellationToken token)
    {
        var page = await db.DefaultApplications.AsNoTracking().VisibleTo(Me).Filtered(asked.Filter).OrderByDescending(a => a.Id)
            .PageAsync(asked.Page, ApplicationRow.Projection, token);
        return (asked with { Page = page.Number }, page);
    }

    private void Search() => Show(new ApplicationQuery
    {
        Name = Normalise.Text(name),
        Status = ListAddress.Named<DecisionStatus>(status),
        Severity = ListAddress.Named<Severity>(severity),
        Applicant = Normalise.Text(applicant),
    });
}
