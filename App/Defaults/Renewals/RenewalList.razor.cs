using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;
using Radzen;
using WorkOrders.Defaults.InDefault;
using WorkOrders.Shared;

namespace WorkOrders.Defaults.Renewals;

/// <summary>重生: the renewals one may see, and the customers for whom one can be applied for.</summary>
public sealed partial class RenewalList
{
    private string? name, status, applicant;

    [Inject]
    private DialogService Dialogs { get; set; } = null!;

    protected override RenewalQuery Parse(string query) => RenewalQuery.Parse(query);

    protected override void Fill() => (name, status, applicant) = (Query.Name, Query.Status?.ToString(), Query.Applicant);

    protected override async Task<(RenewalQuery Shown, RenewalsRead Read)> ReadAsync(AppDb db, RenewalQuery asked)
    {
        if (!asked.IsRenewable)
        {
            var renewals = await db.Renewals.AsNoTracking().VisibleTo(Me).Filtered(asked.Filter).OrderByDescending(r => r.Id).PageAsync(asked.Page, RenewalRow.Projection);
            return (asked with { Page = renewals.Number }, new RenewalsRead(renewals.Total) { Renewals = renewals.Rows });
        }

        var reasons = await db.DefaultReasons.AsNoTracking().ToDictionaryAsync(r => r.Id, r => r.Text);
        var customers = await new DefaultFilter(asked.Name).Apply(db.Customers.AsNoTracking().InDefaultVisibleTo(Me)).Renewable(db)
            .NewestApplicationFirst().PageAsync(asked.Page, DefaultRow.Projection);
        return (asked with { Page = customers.Number }, new RenewalsRead(customers.Total) { Customers = customers.Rows, Reasons = reasons });
    }

    private void Search() => Show(new RenewalQuery
    {
        IsRenewable = Query.IsRenewable,
        Name = Normalise.Text(name),
        Status = ListAddress.Named<DecisionStatus>(status),
        Applicant = Normalise.Text(applicant),
    });

    private async Task RenewAsync(DefaultRow row)
    {
        if (await RenewDialog.OpenAsync(Dialogs, L, row.CustomerId, row.CustomerName, Me) is { } renewal)
        {
            Navigator.NavigateTo(RenewalQuery.AddressOf(renewal));
        }
    }
}

/// <summary>A page of either tab; the other's rows are null.</summary>
public sealed record RenewalsRead(int Total)
{
    public IReadOnlyList<RenewalRow>? Renewals { get; init; }

    public IReadOnlyList<DefaultRow>? Customers { get; init; }

    /// <summary>Every reason by its number, for the customers.</summary>
    public IReadOnlyDictionary<int, string> Reasons { get; init; } = new Dictionary<int, string>();
}
