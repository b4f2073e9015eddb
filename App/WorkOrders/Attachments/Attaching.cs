using Microsoft.EntityFrameworkCore;
using WorkOrders.Shared;

namespace WorkOrders.Attachments;

/// <summary>添加附件 and 删除附件 of the order itself, each one transaction.</summary>
public static class Attaching
{
    /// <summary>Adds uploaded files; what others do to the order meanwhile doesn't matter.</summary>
    public static async Task<Outcome> AttachAsync(this IDbContextFactory<AppDb> factory, string number, IReadOnlyCollection<string> keys, CurrentUser me, DateTimeOffset now)
    {
        await using var db = await factory.CreateDbContextAsync();
        if (await LoadAsync(db, number, me) is not { } order)
        {
            return NotFound;
        }

        var files = await db.FilesForAsync(order.Id, keys, me);
        var outcome = files.MissingOf(keys) ?? order.Attach(files, me, now);
        await SaveAsync(db, outcome);
        return outcome;
    }

    /// <summary>Takes one away.</summary>
    public static async Task<Outcome> DetachAsync(this IDbContextFactory<AppDb> factory, string number, long attachmentId, CurrentUser me, DateTimeOffset now)
    {
        await using var db = await factory.CreateDbContextAsync();
        if (await LoadAsync(db, number, me) is not { } order)
        {
            return NotFound;
        }

        var outcome = order.Detach(attachmentId, me, now);
        await SaveAsync(db, outcome);
        return outcome;
    }

    private static Outcome NotFound => Outcome.Refused("没有找到记录，或您无权查看");

    private static Task<WorkOrder?> LoadAsync(AppDb db, string number, CurrentUser me) => db.WorkOrders.VisibleTo(me)
        .Include(o => o.Attachments.Where(a => a.FollowUpId == null)).ThenInclude(a => a.File).FirstOrDefaultAsync(o => o.Number == number);

    private static async Task SaveAsync(AppDb db, Outcome outcome)
    {
        if (!outcome.IsRefused)
        {
            try
            {
                await db.SaveChangesAsync();
            }
            catch (DbUpdateConcurrencyException)
            {
                // Somebody else took the same one away: it is gone as asked.
            }
        }
    }
}
