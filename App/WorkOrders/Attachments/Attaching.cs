using Microsoft.EntityFrameworkCore;
using WorkOrders.Database;
using WorkOrders.Shared;

namespace WorkOrders.Attachments;

/// <summary>添加附件 and 删除附件 of the order itself. Each call is one transaction.</summary>
public static class Attaching
{
    /// <summary>Adds uploaded files. Concurrent changes to the order do not cause a refusal.</summary>
    public static async Task<Outcome> AttachAsync(
        this IDbContextFactory<AppDb> factory, string number, IReadOnlyCollection<string> keys, CurrentUser me, DateTimeOffset now)
    {
        await using var db = await factory.CreateDbContextAsync();
        if (await LoadAsync(db, number, me) is not { } order)
        {
            return NotFound;
        }

        var files = await db.FilesForAsync(order.Id, keys, me);
        return await db.SaveUnlessRefusedAsync(files.MissingOf(keys) ?? order.Attach(files, me, now));
    }

    /// <summary>Removes one attachment.</summary>
    public static async Task<Outcome> DetachAsync(this IDbContextFactory<AppDb> factory, string number, long attachmentId, CurrentUser me, DateTimeOffset now)
    {
        await using var db = await factory.CreateDbContextAsync();
        if (await LoadAsync(db, number, me) is not { } order)
        {
            return NotFound;
        }

        // If another user removed the same attachment first, the result is the same, so this is a success.
        return await db.SaveUnlessRefusedAsync(order.Detach(attachmentId, me, now), changed: Outcome.Done);
    }

    private static Outcome NotFound => Outcome.Missing("没有找到记录，或您无权查看");

    private static Task<WorkOrder?> LoadAsync(AppDb db, string number, CurrentUser me) => db.WorkOrders.VisibleTo(me)
        .Include(o => o.Attachments.Where(a => a.FollowUpId == null)).ThenInclude(a => a.File).FirstOrDefaultAsync(o => o.Number == number);
}
