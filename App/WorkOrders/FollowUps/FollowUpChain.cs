using Microsoft.EntityFrameworkCore;
using WorkOrders.Database;
using WorkOrders.Drafts;
using WorkOrders.Files;
using WorkOrders.FollowUps.Form;
using WorkOrders.Messages;
using WorkOrders.Shared;

namespace WorkOrders.FollowUps;

/// <summary>The follow-ups of an order as one user sees them, newest first, with the user's drafts, newest first.</summary>
public sealed record FollowUpChain(IReadOnlyList<FollowUpRow> Rows, IReadOnlyList<DraftRow> Drafts)
{
    /// <summary>Maximum number of follow-ups per read; more than real orders have.</summary>
    public const int Most = 200;

    /// <summary>Maximum number of drafts per read.</summary>
    public const int MostDrafts = 5;

    public FollowUpRow? Newest => Rows.Count > 0 ? Rows[0] : null;

    public static async Task<FollowUpChain> ReadAsync(AppDb db, string number, CurrentUser me, CancellationToken token = default)
    {
        // Single query: the order page may use six for all tabs. A follow-up has at most ten files and few messages, so the joined
        // result stays small.
        var read = await db.WorkOrders.AsNoTracking().AsSingleQuery().VisibleTo(me).Where(o => o.Number == number).Select(o => new
        {
            Rows = o.FollowUps.OrderByDescending(f => f.Sequence).Take(Most).Select(f => new FollowUpRow(f, f.Author.DisplayName, f.UpdatedBy.DisplayName, f.Attachments.OrderBy(a => a.Id).Select(a => a.File).ToList(), f.Messages.OrderBy(m => m.Id).ToList())).ToList(),
            Drafts = db.Set<Draft>().Where(d => d.UserId == me.Id && d.Form == FollowUpDraft.Kind.Code && d.Key == o.Number).OrderByDescending(d => d.SavedAt).ThenByDescending(d => d.Id)
                .Take(MostDrafts).Select(DraftRow.Projection).ToList(),
        }).FirstOrDefaultAsync(token);
        return new FollowUpChain(read?.Rows ?? [], read?.Drafts ?? []);
    }
}

/// <summary>One follow-up with the names of people, its files and its short messages.</summary>
public sealed record FollowUpRow(FollowUp FollowUp, string Author, string UpdatedBy, IReadOnlyList<StoredFile> Files, IReadOnlyList<SmsMessage> Messages)
{
    public bool WasUpdated => FollowUp.UpdatedAt > FollowUp.CreatedAt;
}
