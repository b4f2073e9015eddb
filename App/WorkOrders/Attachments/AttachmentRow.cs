using Microsoft.EntityFrameworkCore;
using WorkOrders.Database;
using WorkOrders.Files;
using WorkOrders.Shared;

namespace WorkOrders.Attachments;

/// <summary>A file of the order, listed once, with the first record that contains it.</summary>
public sealed record AttachmentRow(Attachment Attachment, StoredFile File, string AddedBy, int? Sequence)
{
    /// <summary>Maximum number of rows per read.</summary>
    public const int Most = 1000;

    /// <summary>Newest first.</summary>
    public static async Task<IReadOnlyList<AttachmentRow>> ReadAsync(AppDb db, string number, CurrentUser me, CancellationToken token = default)
    {
        var all = await db.WorkOrders.AsNoTracking().VisibleTo(me).Where(o => o.Number == number).SelectMany(o => o.Attachments)
            .Where(a => !db.Set<Attachment>().Any(earlier => earlier.WorkOrderId == a.WorkOrderId && earlier.FileId == a.FileId && earlier.Id < a.Id))
            .OrderByDescending(a => a.Id).Take(Most)
            .Select(a => new { Attachment = a, a.File, AddedBy = a.AddedBy.DisplayName, Sequence = (int?)a.FollowUp!.Sequence }).ToListAsync(token);
        return [.. all.Select(a => new AttachmentRow(a.Attachment, a.File, a.AddedBy, a.Sequence))];
    }
}
