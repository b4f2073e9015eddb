using Microsoft.EntityFrameworkCore;
using WorkOrders.LoanCore;
using WorkOrders.Shared;
using WorkOrders.Transfers;

namespace WorkOrders.Details;

/// <summary>An order with the names of the people on it its customer's contracts at a glance, its newest transfer request and how many files it has, by one query.</summary>
public sealed record OrderOnPage(WorkOrder Order, string? Handler, string CreatedBy, string? AnsweredBy, string? SettledBy, ContractsAtAGlance? Contracts, TransferOnPage? Transfer, int Files)
{
    public static Task<OrderOnPage?> ReadAsync(AppDb db, string number, CurrentUser me) =>
        db.WorkOrders.AsNoTracking().VisibleTo(me).Where(o => o.Number == number)
            .Select(o => new OrderOnPage(o, o.Handler!.DisplayName, o.CreatedBy.DisplayName, o.AnsweredBy!.DisplayName, o.SettledBy!.DisplayName,
                // By the newest snapshot's own key: a window over every person's snapshots would be the other way to write it.
                db.LoanCoreSnapshots.Where(s => s.Id == db.LoanCoreSnapshots.Where(n => n.IdNumber == o.IdNumber).Max(n => (long?)n.Id))
                    .Select(s => new ContractsAtAGlance(s.Contracts, s.OverdueContracts, s.MostOverdueDays, s.SeenAt)).FirstOrDefault(),
                o.TransferRequests.AsQueryable().OrderByDescending(r => r.Id).Select(TransferOnPage.Of).FirstOrDefault(),
                o.Attachments.Select(a => a.FileId).Distinct().Count()))
            .FirstOrDefaultAsync();
}

/// <summary>What the loan core last said, in a line.</summary>
public sealed record ContractsAtAGlance(int Contracts, int Overdue, int MostOverdueDays, DateTimeOffset SeenAt)
{
    /// <summary>Of an answer that just came; null while there is none.</summary>
    public static ContractsAtAGlance? Of(LoanCoreView view) => view is { Answer: { } answer, SeenAt: { } seen }
        ? new ContractsAtAGlance(answer.ContractCount, answer.OverdueCount, answer.MostOverdueDays, seen)
        : null;
}
