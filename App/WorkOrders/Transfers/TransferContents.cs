using Microsoft.EntityFrameworkCore;
using WorkOrders.Details;
using WorkOrders.FollowUps;
using WorkOrders.Shared;

namespace WorkOrders.Transfers;

/// <summary>What the handler sees before he confirms: who asks, and what moves.</summary>
public sealed record TransferContents(TransferOnPage Request, OrderOnPage Page, LastFollowUp? LastFollowUp)
{
    public static async Task<TransferContents?> ReadAsync(AppDb db, string number, CurrentUser me)
    {
        var page = await OrderOnPage.ReadAsync(db, number, me);
        var request = page is null ? null : await TransferOnPage.ReadAsync(db, number, me);
        return request is null ? null : new TransferContents(request, page!, await LastAsync(db, page!.Order.Id));
    }

    private static Task<LastFollowUp?> LastAsync(AppDb db, long orderId) =>
        db.WorkOrders.AsNoTracking().Where(o => o.Id == orderId).SelectMany(o => o.FollowUps).OrderByDescending(f => f.Sequence)
            .Select(f => new LastFollowUp(f.Author.DisplayName, f.UpdatedAt, f.NegotiationResult, f.Content)).FirstOrDefaultAsync();
}

/// <summary>The newest follow-up in a line.</summary>
public sealed record LastFollowUp(string Author, DateTimeOffset At, NegotiationResult? Result, FreeText Content);
