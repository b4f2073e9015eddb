using Microsoft.EntityFrameworkCore;
using WorkOrders.Files;
using WorkOrders.Messages;
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
        // By one query: an order's page has six for all of its tabs. A follow-up has at most ten files and hardly a message, so that
        // what the two collections multiply to stays small.
        var read = await db.WorkOrders.AsNoTracking().AsSingleQuery().VisibleTo(me).Where(o => o.Number == number).Select(o => new
        {
            Rows = o.FollowUps.OrderByDescending(f => f.Sequence).Take(Most).Select(f => new FollowUpRow(f, f.Author.DisplayName, f.UpdatedBy.DisplayName, f.Attachments.OrderBy(a => a.Id).Select(a => a.File).ToList(), f.Messages.OrderBy(m => m.Id).ToList())).ToList(),
            Draft = db.FollowUpDrafts.FirstOrDefault(d => d.WorkOrderId == o.Id && d.UserId == me.Id),
        }).FirstOrDefaultAsync();
        return new FollowUpChain(read?.Rows ?? [], read?.Draft);
    }
}

/// <summary>One of them with the people's names, its files and its short messages.</summary>
public sealed record FollowUpRow(FollowUp FollowUp, string Author, string UpdatedBy, IReadOnlyList<StoredFile> Files, IReadOnlyList<SmsMessage> Messages)
{
    public bool WasUpdated => FollowUp.UpdatedAt > FollowUp.CreatedAt;
}
