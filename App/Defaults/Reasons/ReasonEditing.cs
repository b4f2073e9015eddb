using Microsoft.EntityFrameworkCore;
using WorkOrders.Database;
using WorkOrders.Shared;

namespace WorkOrders.Defaults.Reasons;

/// <summary>新增, 修改 and 删除 of reasons, for the screen and the API. The text is unique; a reason in use can't be deleted.</summary>
public sealed class ReasonEditing(IDbContextFactory<AppDb> factory, TimeProvider time)
{
    public Task<(Outcome Outcome, DefaultReason? Reason)> CreateDefaultReasonAsync(ReasonFields fields, CurrentUser me) =>
        CreateAsync(fields, DefaultReason.Create, me);

    public Task<(Outcome Outcome, RenewalReason? Reason)> CreateRenewalReasonAsync(ReasonFields fields, CurrentUser me) =>
        CreateAsync(fields, RenewalReason.Create, me);

    public Task<Outcome> ChangeAsync<T>(int id, int? version, ReasonFields fields, CurrentUser me)
        where T : Reason => ChangeAsync<T>(id, version, _ => fields, me);

    /// <param name="id">Id of the reason.</param>
    /// <param name="version">The version that was shown; null overwrites any version.</param>
    /// <param name="change">Returns the new fields for the old ones.</param>
    /// <param name="me">The user who makes the change.</param>
    public async Task<Outcome> ChangeAsync<T>(int id, int? version, Func<ReasonFields, ReasonFields> change, CurrentUser me)
        where T : Reason
    {
        if (!me.May(Permission.ChangeReasons))
        {
            return Forbidden;
        }

        await using var db = await factory.CreateDbContextAsync();
        if (await db.Set<T>().FirstOrDefaultAsync(r => r.Id == id) is not { } reason)
        {
            return Missing;
        }

        var fields = change(reason.Fields);
        if (fields.Errors().FirstOrDefault() is { } error)
        {
            return Outcome.Invalid(error);
        }

        if (version is { } shown)
        {
            db.Entry(reason).Property(r => r.Version).OriginalValue = shown;
        }

        var outcome = await RefusalOfTextAsync<T>(db, fields, id) ?? reason.Change(fields, me, time.GetUtcNow());
        return outcome.IsRefused ? outcome : await SaveAsync(db, reason);
    }

    /// <summary>Takes all reasons of the kind in the new order; refused if any was changed, added or deleted since it was shown.</summary>
    public async Task<Outcome> ReorderAsync<T>(IReadOnlyList<T> inOrder, CurrentUser me)
        where T : Reason
    {
        await using var db = await factory.CreateDbContextAsync();
        var known = await db.Set<T>().ToDictionaryAsync(r => r.Id);
        if (known.Count != inOrder.Count || inOrder.Any(r => known.GetValueOrDefault(r.Id)?.Version != r.Version))
        {
            return OrderChanged;
        }

        var outcome = Reason.Reorder([.. inOrder.Select(r => known[r.Id])], me, time.GetUtcNow());
        return await db.SaveUnlessRefusedAsync(outcome, OrderChanged);
    }

    public async Task<Outcome> DeleteAsync<T>(int id, CurrentUser me)
        where T : Reason
    {
        await using var db = await factory.CreateDbContextAsync();
        if (await db.Set<T>().FirstOrDefaultAsync(r => r.Id == id) is not { } reason)
        {
            return Missing;
        }

        var outcome = reason.Delete(await IsUsedAsync(db, reason), me, time.GetUtcNow());
        if (outcome.IsRefused)
        {
            return outcome;
        }

        db.Remove(reason);
        return await SaveAsync(db, reason);
    }

    private static Outcome Missing => Outcome.Missing("没有找到这个原因");

    private static Outcome Forbidden => Outcome.Forbidden("您没有修改原因的权限");

    private static Outcome Taken(string text) => Outcome.Refused("原因“{0}”已经存在", text);

    private static Outcome OrderChanged => Outcome.Refused("原因刚被别人修改，请看过后再试");

    private static Task<bool> IsUsedAsync(AppDb db, Reason reason) => reason is DefaultReason
        ? db.DefaultApplications.AnyAsync(a => a.Reasons.Any(r => r.Id == reason.Id))
        : db.Renewals.AnyAsync(r => r.ReasonId == reason.Id);

    private static async Task<Outcome?> RefusalOfTextAsync<T>(AppDb db, ReasonFields fields, int? id)
        where T : Reason
    {
        var key = ComparisonForm.OfName(Normalise.Line(fields.Text)!);
        return await db.Set<T>().Where(r => r.TextKey == key && r.Id != id).Select(r => r.Text).FirstOrDefaultAsync() is { } text ? Taken(text) : null;
    }

    private static async Task<Outcome> SaveAsync(AppDb db, Reason reason)
    {
        var (text, isDeleted) = (reason.Text, db.Entry(reason).State == EntityState.Deleted);
        try
        {
            return await db.SaveUnlessRefusedAsync(Outcome.Done, Outcome.Refused("原因“{0}”刚被别人修改，请看过后再试", text));
        }
        catch (DbUpdateException exception) when (exception.IsConstraintViolation())
        {
            // Another user saved the same text or used the reason between the check and the save.
            return isDeleted ? reason.InUse() : Taken(text);
        }
    }

    private async Task<(Outcome Outcome, T? Reason)> CreateAsync<T>(
        ReasonFields fields, Func<ReasonFields, CurrentUser, DateTimeOffset, T> create, CurrentUser me)
        where T : Reason
    {
        if (!me.May(Permission.ChangeReasons))
        {
            return (Forbidden, null);
        }

        if (fields.Errors().FirstOrDefault() is { } error)
        {
            return (Outcome.Invalid(error), null);
        }

        await using var db = await factory.CreateDbContextAsync();
        if (await RefusalOfTextAsync<T>(db, fields, null) is { } taken)
        {
            return (taken, null);
        }

        var reason = create(fields, me, time.GetUtcNow());
        db.Add(reason);
        var outcome = await SaveAsync(db, reason);
        return (outcome, outcome.IsRefused ? null : reason);
    }
}
