using Microsoft.EntityFrameworkCore;
using WorkOrders.Shared;

namespace WorkOrders.Details;

/// <summary>An order with the names of the people on it and its customer's contracts at a glance, by one query.</summary>
public sealed record OrderOnPage(WorkOrder Order, string? Handler, string CreatedBy, string? AnsweredBy, string? SettledBy, ContractsAtAGlance? Contracts)
{
    public static Task<OrderOnPage?> ReadAsync(AppDb db, string number, CurrentUser me) =>
        db.WorkOrders.AsNoTracking().VisibleTo(me).Where(o => o.Number == number)
            .Select(o => new OrderOnPage(o, o.Handler!.DisplayName, o.CreatedBy.DisplayName, o.AnsweredBy!.DisplayName, o.SettledBy!.DisplayName,
                db.LoanCoreSnapshots.Where(s => s.IdNumber == o.IdNumber).OrderByDescending(s => s.Id)
                    .Select(s => new ContractsAtAGlance(s.Contracts, s.OverdueContracts, s.MostOverdueDays, s.SeenAt)).FirstOrDefault()))
            .FirstOrDefaultAsync();
}

/// <summary>What the loan core last said, in a line.</summary>
public sealed record ContractsAtAGlance(int Contracts, int Overdue, int MostOverdueDays, DateTimeOffset SeenAt);
