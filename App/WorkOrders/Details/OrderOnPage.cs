using Microsoft.EntityFrameworkCore;
using WorkOrders.Shared;

namespace WorkOrders.Details;

/// <summary>An order with the names of the people on it, by one query.</summary>
public sealed record OrderOnPage(WorkOrder Order, string? Handler, string CreatedBy, string? AnsweredBy, string? SettledBy)
{
    public static Task<OrderOnPage?> ReadAsync(AppDb db, string number, CurrentUser me) =>
        db.WorkOrders.AsNoTracking().VisibleTo(me).Where(o => o.Number == number)
            .Select(o => new OrderOnPage(o, o.Handler!.DisplayName, o.CreatedBy.DisplayName, o.AnsweredBy!.DisplayName, o.SettledBy!.DisplayName))
            .FirstOrDefaultAsync();
}
