using Microsoft.EntityFrameworkCore;
using WorkOrders.Attachments;
using WorkOrders.Database;
using WorkOrders.Files;
using WorkOrders.Shared;

namespace WorkOrders.FollowUps.Form;

/// <summary>Saves follow-ups and their drafts. Each call is one transaction.</summary>
public static class FollowUpSaving
{
    /// <summary>新增: saves the follow-up, adds the operation record and deletes the draft in one transaction.</summary>
    public static Task<Outcome> AddFollowUpAsync(this IDbContextFactory<AppDb> factory, string number, FollowUpFields fields, int seen, CurrentUser me, DateTimeOffset now) =>
        SaveAsync(factory, number, fields, me, (_, order, files) => order.AddFollowUp(fields, seen, me, now, files));

    /// <summary>更新, based on the version that the form was opened with.</summary>
    public static Task<Outcome> UpdateFollowUpAsync(this IDbContextFactory<AppDb> factory, string number, int sequence, int version, FollowUpFields fields, CurrentUser me, DateTimeOffset now) =>
        SaveAsync(factory, number, fields, me, (db, order, files) =>
        {
            var newest = order.FollowUps.SingleOrDefault();
            if (newest?.Sequence == sequence)
            {
                db.Entry(newest).Property(f => f.Version).OriginalValue = version;
            }

            return order.UpdateFollowUp(sequence, fields, me, now, files);
        });

    /// <summary>新增 or 更新, whichever the form was opened for.</summary>
    public static Task<Outcome> SaveFollowUpAsync(
        this IDbContextFactory<AppDb> factory, string number, FollowUpWriting writing, FollowUpFields fields, CurrentUser me, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(writing);
        return writing.Sequence is { } sequence
            ? factory.UpdateFollowUpAsync(number, sequence, writing.Version, fields, me, now)
            : factory.AddFollowUpAsync(number, fields, writing.Seen, me, now);
    }

    /// <summary>Saves the draft.</summary>
    public static async Task KeepDraftAsync(
        this IDbContextFactory<AppDb> factory, long workOrderId, int? sequence, int seen, FollowUpFields fields, CurrentUser me, DateTimeOffset now)
    {
        await using var db = await factory.CreateDbContextAsync();
        var draft = await db.FollowUpDrafts.Include(d => d.Files).FirstOrDefaultAsync(d => d.WorkOrderId == workOrderId && d.UserId == me.Id);
        if (draft is null)
        {
            db.Add(draft = new FollowUpDraft(me.Id, workOrderId));
        }

        draft.Take(sequence, seen, fields, now);
        await TakeFilesAsync(db, draft, fields.Files ?? [], me);
        await db.SaveChangesAsync();
    }

    /// <summary>The files of the user's draft, to continue editing.</summary>
    public static async Task<IReadOnlyList<StoredFile>> DraftFilesAsync(this AppDb db, long workOrderId, CurrentUser me, CancellationToken token = default) =>
        await db.FollowUpDrafts.AsNoTracking().Where(d => d.WorkOrderId == workOrderId && d.UserId == me.Id)
            .SelectMany(d => d.Files).OrderBy(f => f.Id).ToListAsync(token);

    /// <summary>Deletes the draft.</summary>
    public static async Task DropDraftAsync(this IDbContextFactory<AppDb> factory, long workOrderId, CurrentUser me)
    {
        await using var db = await factory.CreateDbContextAsync();
        await db.FollowUpDrafts.Where(d => d.WorkOrderId == workOrderId && d.UserId == me.Id).ExecuteDeleteAsync();
    }

    // Save the draft with the files that still exist. Missing files are reported when the follow-up is saved.
    private static async Task TakeFilesAsync(AppDb db, FollowUpDraft draft, IReadOnlyList<string> keys, CurrentUser me)
    {
        foreach (var gone in draft.Files.Where(f => !keys.Contains(f.Key)).ToList())
        {
            draft.Files.Remove(gone);
        }

        var added = keys.Where(key => draft.Files.All(f => f.Key != key)).Take(Attachment.MostOfFollowUp).ToList();
        foreach (var file in await db.FilesForAsync(draft.WorkOrderId, added, me))
        {
            draft.Files.Add(file);
        }
    }

    // On a conflict reload and retry. The action then either succeeds or reports what changed.
    private static Task<Outcome> SaveAsync(
        IDbContextFactory<AppDb> factory, string number, FollowUpFields fields, CurrentUser me, Func<AppDb, WorkOrder, IReadOnlyList<StoredFile>?, Outcome> act) =>
        factory.RetryOnConflictAsync(
            db => OnceAsync(db, number, fields, me, act), Outcome.Refused("这张工单或跟进记录刚被别人修改，您填写的内容还在，请看过后再保存"),
            orElse: DatabaseFailure.IsConstraintViolation);

    private static async Task<Outcome> OnceAsync(
        AppDb db, string number, FollowUpFields fields, CurrentUser me, Func<AppDb, WorkOrder, IReadOnlyList<StoredFile>?, Outcome> act)
    {
        if (await db.WorkOrders.VisibleTo(me).ForAction().WithNewestFollowUp().FirstOrDefaultAsync(o => o.Number == number) is not { } order)
        {
            return Outcome.Missing("没有找到记录，或您无权查看");
        }

        var files = fields.Files is null ? null : await db.FilesForAsync(order.Id, fields.Files, me);
        var outcome = files?.MissingOf(fields.Files!) ?? act(db, order, files);
        if (!outcome.IsRefused && await db.FollowUpDrafts.FirstOrDefaultAsync(d => d.WorkOrderId == order.Id && d.UserId == me.Id) is { } draft)
        {
            db.Remove(draft);
        }

        return outcome;
    }
}
