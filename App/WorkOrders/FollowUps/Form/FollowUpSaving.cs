using Microsoft.EntityFrameworkCore;
using WorkOrders.Attachments;
using WorkOrders.Database;
using WorkOrders.Drafts;
using WorkOrders.Files;
using WorkOrders.Shared;

namespace WorkOrders.FollowUps.Form;

/// <summary>Saves follow-ups. Each call is one transaction.</summary>
public static class FollowUpSaving
{
    /// <summary>新增: saves the follow-up, adds the operation record and deletes <paramref name="draft"/> in one transaction.</summary>
    public static Task<Outcome> AddFollowUpAsync(this IDbContextFactory<AppDb> factory, string number, FollowUpFields fields, int seen, CurrentUser me, DateTimeOffset now, long? draft = null) =>
        SaveAsync(factory, number, fields, draft, me, now, (_, order, files) => order.AddFollowUp(fields, seen, me, now, files));

    /// <summary>更新, based on the version that the form was opened with.</summary>
    public static Task<Outcome> UpdateFollowUpAsync(this IDbContextFactory<AppDb> factory, string number, int sequence, int version, FollowUpFields fields, CurrentUser me, DateTimeOffset now, long? draft = null) =>
        SaveAsync(factory, number, fields, draft, me, now, (db, order, files) =>
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
        this IDbContextFactory<AppDb> factory, string number, FollowUpWriting writing, FollowUpFields fields, long? draft, CurrentUser me, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(writing);
        return writing.Sequence is { } sequence
            ? factory.UpdateFollowUpAsync(number, sequence, writing.Version, fields, me, now, draft)
            : factory.AddFollowUpAsync(number, fields, writing.Seen, me, now, draft);
    }

    // On a conflict reload and retry. The action then either succeeds or reports what changed.
    private static Task<Outcome> SaveAsync(
        IDbContextFactory<AppDb> factory, string number, FollowUpFields fields, long? draft, CurrentUser me, DateTimeOffset now, Func<AppDb, WorkOrder, IReadOnlyList<StoredFile>?, Outcome> act) =>
        factory.RetryOnConflictAsync(
            db => OnceAsync(db, number, fields, draft, me, now, act), Outcome.Refused("这张工单或跟进记录刚被别人修改，您填写的内容还在，请看过后再保存"),
            orElse: DatabaseFailure.IsConstraintViolation);

    private static async Task<Outcome> OnceAsync(
        AppDb db, string number, FollowUpFields fields, long? draft, CurrentUser me, DateTimeOffset now, Func<AppDb, WorkOrder, IReadOnlyList<StoredFile>?, Outcome> act)
    {
        if (await db.WorkOrders.VisibleTo(me).ForAction().WithNewestFollowUp().FirstOrDefaultAsync(o => o.Number == number) is not { } order)
        {
            return Outcome.Missing("没有找到记录，或您无权查看");
        }

        var files = fields.Files is null ? null : await db.FilesForAsync(order.Id, fields.Files, me);
        var outcome = files?.MissingOf(fields.Files!) ?? act(db, order, files);
        if (!outcome.IsRefused)
        {
            await db.EndDraftAsync(draft, me, now);
        }

        return outcome;
    }
}
