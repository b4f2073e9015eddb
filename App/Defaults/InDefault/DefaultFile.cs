using Microsoft.EntityFrameworkCore;
using WorkOrders.Customers.Duplicates;
using WorkOrders.Database;
using WorkOrders.Defaults.Cases;
using WorkOrders.Shared;

namespace WorkOrders.Defaults.InDefault;

/// <summary>Data of the page of a customer in default, restricted to what the user may see.</summary>
public sealed record DefaultFile(
    DefaultRow Row, string? Industry, string? Region, IReadOnlyList<ReasonText> Reasons, IReadOnlyList<StepRow> Steps, IReadOnlyList<CaseRow> Applications,
    IReadOnlyList<CaseRow> Renewals, long? PendingRenewal)
{
    /// <summary>可重生.</summary>
    public bool IsRenewable => Row.Status == DefaultStatus.Default && PendingRenewal is null;

    /// <summary>Null if the customer doesn't exist or the user may not see it.</summary>
    public static async Task<DefaultFile?> ReadAsync(AppDb db, int customerId, CurrentUser me, CancellationToken token)
    {
        customerId = await db.SurvivorOfAsync(customerId, token);
        var visible = db.DefaultCustomers.AsNoTracking().InDefaultVisibleTo(me).Where(c => c.CustomerId == customerId);
        if (await visible.Select(DefaultRow.Projection).FirstOrDefaultAsync(token) is not { } row)
        {
            return null;
        }

        var place = await visible.Select(c => new { c.Customer.Industry, c.Customer.Region }).SingleAsync(token);
        var reasons = await db.DefaultReasons.AsNoTracking().Where(r => row.DefaultReasons.Contains(r.Id)).OrderBy(r => r.SortOrder).ThenBy(r => r.Id)
            .Select(r => new ReasonText(r.Text, r.Detail)).ToListAsync(token);
        var steps = await db.DefaultChanges.AsNoTracking().Where(c => c.CustomerId == customerId).OrderByDescending(c => c.Id).Select(StepRow.Projection)
            .ToListAsync(token);
        var applications = await CaseKind.Application.OfCustomer(db, customerId, me).ToListAsync(token);
        var renewals = await CaseKind.Renewal.OfCustomer(db, customerId, me).ToListAsync(token);

        // Pending renewals of any applicant, because a second one would be refused.
        var pending = await db.Renewals.Where(r => r.CustomerId == customerId && r.Status == DecisionStatus.Pending).Select(r => (long?)r.Id)
            .FirstOrDefaultAsync(token);
        return new DefaultFile(row, place.Industry, place.Region, reasons, steps, applications, renewals, pending);
    }
}

/// <summary>A reason with its details.</summary>
public sealed record ReasonText(string Text, string? Detail);
