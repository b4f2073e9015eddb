using Microsoft.EntityFrameworkCore;
using WorkOrders.Database;
using WorkOrders.FollowUps;
using WorkOrders.Page;
using WorkOrders.Shared;

namespace WorkOrders.Transfers.Dialogs;

/// <summary>Data shown to the handler before confirming: requester and content. A promise 承诺 is the last agreement with the customer (协商一致).</summary>
public sealed record TransferContents(TransferOnPage Request, OrderOnPage Page, LastFollowUp? LastFollowUp, LastFollowUp? Promise)
{
    public static async Task<TransferContents?> ReadAsync(AppDb db, string number, CurrentUser me, CancellationToken token)
    {
        var page = await OrderOnPage.ReadAsync(db, number, me, token);
        var request = page is null ? null : await TransferOnPage.ReadAsync(db, number, me, token);
        if (request is null)
        {
            return null;
        }

        var followUps = db.WorkOrders.AsNoTracking().Where(o => o.Id == page!.Order.Id).SelectMany(o => o.FollowUps);
        var agreed = followUps.Where(f => f.NegotiationResult == NegotiationResult.Agreed);
        return new TransferContents(request, page!, await LastAsync(followUps, token), await LastAsync(agreed, token));
    }

    private static Task<LastFollowUp?> LastAsync(IQueryable<FollowUp> followUps, CancellationToken token) => followUps.OrderByDescending(f => f.Sequence)
        .Select(f => new LastFollowUp(f.Author.DisplayName, f.UpdatedAt, f.NegotiationResult, f.Content)).FirstOrDefaultAsync(token);
}

/// <summary>The newest follow-up in short form.</summary>
public sealed record LastFollowUp(string Author, DateTimeOffset At, NegotiationResult? Result, FreeText Content);
