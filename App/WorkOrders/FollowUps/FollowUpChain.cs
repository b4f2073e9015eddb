using Microsoft.EntityFrameworkCore;
using WorkOrders.Shared;

namespace WorkOrders.FollowUps;

/// <summary>The follow-ups of an order as one reader sees them, newest first, with his draft.</summary>
public sealed record FollowUpChain(IReadOnlyList<FollowUpRow> Rows, FollowUpDraft? Draft)
{
    /// <summary>More are never read at once; nobody was seen to write as many.</summary>
    public const int Most = 200;

    public FollowUpRow? Newest => Rows.Count > 0 ? Rows[0] : null;

    public static async Task<FollowUpChain> ReadAsync(AppDb db, string number, CurrentUser me)
    {
        var orders = db.WorkOrders.AsNoTracking().VisibleTo(me).Where(o => o.Number == number);
        var rows = await orders.SelectMany(o => o.FollowUps).OrderByDescending(f => f.Sequence).Take(Most)
            .Select(f => new FollowUpRow(f, f.Author.DisplayName, f.UpdatedBy.DisplayName)).ToListAsync();
        var draft = await (from o in orders
                           join d in db.FollowUpDrafts.AsNoTracking() on o.Id equals d.WorkOrderId
                           where d.UserId == me.Id
                           select d).FirstOrDefaultAsync();
        return new FollowUpChain(rows, draft);
    }
}

/// <summary>One of them with the people's names.</summary>
public sealed record FollowUpRow(FollowUp FollowUp, string Author, string UpdatedBy)
{
    public bool WasUpdated => FollowUp.UpdatedAt > FollowUp.CreatedAt;
}
