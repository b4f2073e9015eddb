using Microsoft.EntityFrameworkCore;
using WorkOrders.Shared;

namespace WorkOrders.Defaults.Applications;

/// <summary>违约认定申请 that the reader may see, newest first; filter and page stand in the address.</summary>
public sealed partial class ApplicationList
{
    private string? name, status, severity, applicant;

    protected override ApplicationQuery Parse(string query) => ApplicationQuery.Parse(query);

    protected override void Fill() => (name, status, severity, applicant) = (Query.Name, Query.Status?.ToString(), Query.Severity?.ToString(), Query.Applicant);

    protected override async Task<(ApplicationQuery Shown, ListPage<ApplicationRow> Read)> ReadAsync(AppDb db, ApplicationQuery asked)
    {
        var page = await db.DefaultApplications.AsNoTracking().VisibleTo(Me).Filtered(asked.Filter).OrderByDescending(a => a.Id).PageAsync(asked.Page, ApplicationRow.Projection);
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
