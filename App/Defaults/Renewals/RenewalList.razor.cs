using Microsoft.EntityFrameworkCore;
using WorkOrders.Customers;
using WorkOrders.Database;
using WorkOrders.Defaults.Cases;
using WorkOrders.Defaults.InDefault;
using WorkOrders.Defaults.Statistics;
using WorkOrders.Drafts;
using WorkOrders.Shared;
using WorkOrders.Ui.Fields;
using WorkOrders.Ui.Lists;
using WorkOrders.Ui;

namespace WorkOrders.Defaults.Renewals;

/// <summary>Page 重生: renewals visible to the user, and 可重生客户.</summary>
public sealed partial class RenewalList(ScreenServices services, PausedForms pausedForms, BrowserWindow window) : UrlQueryList<RenewalQuery, RenewalsRead>(services)
{
    private static readonly Dictionary<int, string> NoReasons = [];

    private string? name, status, applicant;
    private PausedRenewal? paused;

    protected override void OnInitialized() => paused = pausedForms.Take<PausedRenewal>(Me, PausedRenewal.Key);

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender && paused is not null)
        {
            await RenewAsync(paused.CustomerId, paused.CustomerName, paused);
        }
        else if (firstRender && Me.May(Permission.ApplyForDefault))
        {
            (int Customer, string Name)? kept = null;
            await RefreshAsync((db, token) => RenewalDraft.OfWindowAsync(db, null, window, Me, token), read => { kept = read; return Task.CompletedTask; });
            await (kept is { } open ? RenewAsync(open.Customer, open.Name, null) : Task.CompletedTask);
        }
    }

    protected override RenewalQuery Parse(string query) => RenewalQuery.Parse(query);

    protected override void Fill() => (name, status, applicant) = (Query.Name, Query.Status?.ToString(), Query.Applicant);

    protected override async Task<(RenewalQuery Shown, RenewalsRead Read)> ReadAsync(AppDb db, RenewalQuery asked, CancellationToken token)
    {
        if (!asked.IsRenewable)
        {
            var renewals = await db.Renewals.AsNoTracking().VisibleTo(Me).Filtered(asked.Filter).OrderByDescending(r => r.Id)
                .PageAsync(asked.Page, RenewalRow.Projection, token);
            return (asked with { Page = renewals.Number }, new RenewalsRead(renewals.Total) { Renewals = renewals.Rows });
        }

        var reasons = await db.DefaultReasons.AsNoTracking().ToDictionaryAsync(r => r.Id, r => r.Text, token);
        var customers = await new DefaultFilter(asked.Name).Apply(db.DefaultCustomers.AsNoTracking().InDefaultVisibleTo(Me)).Renewable(db)
            .NewestApplicationFirst().PageAsync(asked.Page, DefaultRow.Projection, token);
        return (asked with { Page = customers.Number }, new RenewalsRead(customers.Total) { Customers = customers.Rows, Reasons = reasons });
    }

    private void Search() => Show(new RenewalQuery
    {
        IsRenewable = Query.IsRenewable,
        Name = Normalise.Text(name),
        Status = ListAddress.Named<DecisionStatus>(status),
        Applicant = Normalise.Text(applicant),
    });

    private Task RenewAsync(DefaultRow row) => RenewAsync(row.CustomerId, row.CustomerName, null);

    private async Task RenewAsync(int customer, string customerName, PausedRenewal? before)
    {
        if (await RenewDialog.OpenAsync(Dialogs, L, customer, customerName, before) is { } renewal)
        {
            Navigator.NavigateTo(RenewalQuery.AddressOf(renewal));
        }
    }
}

/// <summary>One page of the active tab; the rows of the other tab are null.</summary>
public sealed record RenewalsRead(int Total)
{
    public IReadOnlyList<RenewalRow>? Renewals { get; init; }

    public IReadOnlyList<DefaultRow>? Customers { get; init; }

    /// <summary>All reasons by id, for the customer tab.</summary>
    public IReadOnlyDictionary<int, string> Reasons { get; init; } = new Dictionary<int, string>();
}
