using Microsoft.EntityFrameworkCore;
using WorkOrders.Database;
using WorkOrders.Drafts;
using WorkOrders.LoanCore;
using WorkOrders.LoanCore.Contracts;
using WorkOrders.Page.Editing;
using WorkOrders.Shared;
using WorkOrders.Transfers;

namespace WorkOrders.Page;

/// <summary>
/// Data of the order page, read by one query: order, names of people, contract summary, newest transfer request, number of files, and
/// one's unsaved edits of the order.
/// </summary>
public sealed record OrderOnPage(
    WorkOrder Order, string? Handler, string CreatedBy, string? AnsweredBy, string? SettledBy, ContractsAtAGlance? Contracts, TransferOnPage? Transfer, int Files, IReadOnlyList<KeptEdit> Drafts)
{
    public static Task<OrderOnPage?> ReadAsync(AppDb db, string number, CurrentUser me, CancellationToken token = default) =>
        db.WorkOrders.AsNoTracking().VisibleTo(me).Where(o => o.Number == number)
            .Select(o => new OrderOnPage(o, o.Handler!.DisplayName, o.CreatedBy.DisplayName, o.AnsweredBy!.DisplayName, o.SettledBy!.DisplayName,
                // Find the newest snapshot by its maximum id. EF would otherwise generate a window function over all snapshots.
                // Of an imported order only its tab 合同详情 tells, which counts it: nobody looked up its numbers.
                db.Set<LoanCoreSnapshot>().Where(s => o.Source != WorkOrderSource.Batch && o.Source != WorkOrderSource.Api
                    && s.Id == db.Set<LoanCoreSnapshot>().Where(n => n.IdNumber == o.IdNumberKey).Max(n => (long?)n.Id))
                    .Select(s => new ContractsAtAGlance(s.Contracts, s.OverdueContracts, s.MostOverdueDays, s.SeenAt)).FirstOrDefault(),
                o.TransferRequests.AsQueryable().OrderByDescending(r => r.Id).Select(TransferOnPage.Of).FirstOrDefault(),
                o.Attachments.Select(a => a.FileId).Distinct().Count(),
                db.Set<Draft>().Where(d => d.UserId == me.Id && d.Form == EditDraft.Kind.Code && d.Key == o.Number)
                    .OrderByDescending(d => d.Id).Take(DraftKeeping.Most)
                    .Select(d => new KeptEdit(d.Id, d.Window, d.SavedAt, d.HeldUntil, d.HandedBy!.DisplayName)).ToList()))
            .FirstOrDefaultAsync(token);
}

/// <summary>A draft of 编辑工单, without what is in it. <paramref name="HandedBy"/> as in <see cref="DraftRow"/>.</summary>
public sealed record KeptEdit(long Id, string? Window, DateTimeOffset SavedAt, DateTimeOffset? HeldUntil, string? HandedBy)
{
    /// <inheritdoc cref="DraftRow.IsOpenElsewhere"/>
    public bool IsOpenElsewhere(string? window, DateTimeOffset now) => Window is not null && Window != window && HeldUntil > now;
}

/// <summary>The last loan core answer in one line.</summary>
public sealed record ContractsAtAGlance(int Contracts, int Overdue, int MostOverdueDays, DateTimeOffset SeenAt)
{
    /// <summary>From a new answer; null when there is none.</summary>
    public static ContractsAtAGlance? Of(LoanCoreView view) => view is { Answer: { } answer, SeenAt: { } seen }
        ? new ContractsAtAGlance(answer.ContractCount, answer.OverdueCount, answer.MostOverdueDays, seen)
        : null;
}
