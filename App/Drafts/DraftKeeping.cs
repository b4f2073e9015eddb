using Microsoft.EntityFrameworkCore;
using WorkOrders.Database;
using WorkOrders.Events;
using WorkOrders.Files;
using WorkOrders.Shared;

namespace WorkOrders.Drafts;

/// <summary>Reads and writes drafts. Every query is limited to one's own.</summary>
public static class DraftKeeping
{
    /// <summary>How long a window counts as open after its last sign of life.</summary>
    public static readonly TimeSpan Lease = TimeSpan.FromMinutes(3);

    /// <summary>Maximum number of drafts of one form and record that are read.</summary>
    public const int Most = 10;

    /// <summary>Maximum number of drafts of all forms that are read.</summary>
    public const int MostOfAll = 100;

    public static IQueryable<Draft> Of(this IQueryable<Draft> drafts, CurrentUser me) => drafts.Where(d => d.UserId == me.Id);

    public static IQueryable<Draft> OfForm(this IQueryable<Draft> drafts, DraftKind kind, string key) => drafts.Where(d => d.Form == kind.Code && d.Key == key);

    /// <summary>One's drafts of a form and record, newest first.</summary>
    public static async Task<IReadOnlyList<DraftRow>> DraftsAsync(this AppDb db, DraftKind kind, string key, CurrentUser me, CancellationToken token = default) =>
        await db.Drafts.AsNoTracking().Of(me).OfForm(kind, key).OrderByDescending(d => d.SavedAt).ThenByDescending(d => d.Id).Take(Most).Select(DraftRow.Projection).ToListAsync(token);

    /// <summary>Writes the draft of a window and returns its id. A new one is begun without <paramref name="id"/>, and when that one was taken by another window or is gone.</summary>
    public static async Task<long> KeepDraftAsync(
        this IDbContextFactory<AppDb> factory, DraftKind kind, string key, long? id, string window, string body, IReadOnlyCollection<string> files, CurrentUser me, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(body);
        if (body.Length > Draft.BodyLength)
        {
            throw new ArgumentException("Too long for a draft.", nameof(body));
        }

        await using var db = await factory.CreateDbContextAsync();
        var draft = id is null ? null : await db.Drafts.Include(d => d.Files).Of(me).FirstOrDefaultAsync(d => d.Id == id && d.Window == window);
        if (draft is null)
        {
            await db.PutAsideAsync(kind, key, window, me);
            db.Add(draft = new Draft(kind, key, window, me));
            db.Tell(me.Id, now);
        }

        draft.Take(body, window, now, now + Lease);
        await TakeFilesAsync(db, draft, kind, files, me);
        await db.SaveChangesAsync();
        return draft.Id;
    }

    /// <summary>
    /// A window goes on with a draft. False when it is gone, or open in another window and not taken <paramref name="byForce"/>; that window then
    /// writes a draft of its own.
    /// </summary>
    public static Task<bool> TakeOverAsync(
        this IDbContextFactory<AppDb> factory, DraftRow draft, string window, CurrentUser me, DateTimeOffset now, bool byForce = false)
    {
        ArgumentNullException.ThrowIfNull(draft);
        return factory.TakeOverAsync(draft.Id, draft.Form, draft.Key, window, me, now, byForce);
    }

    internal static async Task<bool> TakeOverAsync(
        this IDbContextFactory<AppDb> factory, long id, string form, string key, string window, CurrentUser me, DateTimeOffset now, bool byForce = false)
    {
        await using var db = await factory.CreateDbContextAsync();
        await using var transaction = await db.Database.BeginTransactionAsync();
        var mine = db.Drafts.Of(me).Where(d => d.Id == id);
        var taken = await (byForce ? mine : mine.NotOpenElsewhere(window, now))
            .ExecuteUpdateAsync(set => set.SetProperty(d => d.Window, window).SetProperty(d => d.HeldUntil, now + Lease));
        if (taken == 0)
        {
            return false;
        }

        await db.Drafts.Of(me).Where(d => d.Form == form && d.Key == key && d.Window == window && d.Id != id)
            .ExecuteUpdateAsync(set => set.SetProperty(d => d.Window, (string?)null).SetProperty(d => d.HeldUntil, (DateTimeOffset?)null));
        db.Tell(me.Id, now);
        await db.SaveChangesAsync();
        await transaction.CommitAsync();
        return true;
    }

    /// <summary>A sign of life of the window that writes the draft.</summary>
    public static async Task HoldDraftAsync(this IDbContextFactory<AppDb> factory, long id, string window, CurrentUser me, DateTimeOffset now)
    {
        await using var db = await factory.CreateDbContextAsync();
        await db.Drafts.Of(me).Where(d => d.Id == id && d.Window == window).ExecuteUpdateAsync(set => set.SetProperty(d => d.HeldUntil, now + Lease));
    }

    /// <summary>
    /// The window stops writing the draft. Put aside (<paramref name="isPutAside"/>), it is offered to every window; otherwise the same window gets it back by
    /// itself, for example after a reload.
    /// </summary>
    public static async Task ReleaseDraftAsync(this IDbContextFactory<AppDb> factory, long id, string window, bool isPutAside, CurrentUser me, DateTimeOffset now)
    {
        await using var db = await factory.CreateDbContextAsync();
        await db.Drafts.Of(me).Where(d => d.Id == id && d.Window == window)
            .ExecuteUpdateAsync(set => set.SetProperty(d => d.Window, isPutAside ? null : window).SetProperty(d => d.HeldUntil, (DateTimeOffset?)null));
        db.Tell(me.Id, now);
        await db.SaveChangesAsync();
    }

    /// <summary>放弃.</summary>
    public static async Task DropDraftAsync(this IDbContextFactory<AppDb> factory, long id, CurrentUser me, DateTimeOffset now)
    {
        await using var db = await factory.CreateDbContextAsync();
        if (await db.Drafts.Of(me).Where(d => d.Id == id).ExecuteDeleteAsync() > 0)
        {
            db.Tell(me.Id, now);
            await db.SaveChangesAsync();
        }
    }

    /// <summary>放弃 from outside its form. False when another window has it open: it is discarded there.</summary>
    public static async Task<bool> DropFreeDraftAsync(this IDbContextFactory<AppDb> factory, long id, string window, CurrentUser me, DateTimeOffset now)
    {
        await using var db = await factory.CreateDbContextAsync();
        if (await db.Drafts.Of(me).Where(d => d.Id == id).NotOpenElsewhere(window, now).ExecuteDeleteAsync() > 0)
        {
            db.Tell(me.Id, now);
            await db.SaveChangesAsync();
            return true;
        }

        return !await db.Drafts.Of(me).AnyAsync(d => d.Id == id);
    }

    /// <summary>Removes the draft with the next save of this context: its record is saved in the same transaction.</summary>
    public static async Task EndDraftAsync(this AppDb db, long? id, CurrentUser me, DateTimeOffset now)
    {
        if (id is not null && await db.Drafts.Of(me).FirstOrDefaultAsync(d => d.Id == id) is { } draft)
        {
            db.Remove(draft);
            db.Tell(me.Id, now);
        }
    }

    /// <summary>For each group of texts: true when one of the person's drafts, of any form, has them all.</summary>
    public static async Task<IReadOnlyList<bool>> HaveAsync(this AppDb db, IReadOnlyList<string[]> groups, CurrentUser me, CancellationToken token = default)
    {
        var bodies = await db.Drafts.Of(me).OrderByDescending(d => d.SavedAt).Select(d => d.Body).Take(MostOfAll).ToListAsync(token);
        return [.. groups.Select(texts => bodies.Exists(body => DraftRow.Says(body, texts)))];
    }

    /// <summary>Tells the windows of this person with the next save.</summary>
    public static void Tell(this AppDb db, int userId, DateTimeOffset now) => db.Add(new OutboxEvent(LiveEvent.DraftsOf(userId), now));

    // As DraftRow.IsOpenElsewhere.
    private static IQueryable<Draft> NotOpenElsewhere(this IQueryable<Draft> drafts, string window, DateTimeOffset now) =>
        drafts.Where(d => d.Window == null || d.Window == window || d.HeldUntil == null || d.HeldUntil <= now);

    // A window writes one draft of a form and record at a time.
    private static Task<int> PutAsideAsync(this AppDb db, DraftKind kind, string key, string window, CurrentUser me) => db.Drafts.Of(me).OfForm(kind, key).Where(d => d.Window == window)
        .ExecuteUpdateAsync(set => set.SetProperty(d => d.Window, (string?)null).SetProperty(d => d.HeldUntil, (DateTimeOffset?)null));

    // Files that are gone meanwhile are left out; saving the record tells of them.
    private static async Task TakeFilesAsync(AppDb db, Draft draft, DraftKind kind, IReadOnlyCollection<string> keys, CurrentUser me)
    {
        foreach (var gone in draft.Files.Where(f => !keys.Contains(f.Key)).ToList())
        {
            draft.Files.Remove(gone);
        }

        var added = keys.Where(key => draft.Files.All(f => f.Key != key)).Take(Draft.MostFiles).ToList();
        if (added.Count > 0)
        {
            foreach (var file in await kind.Files(db.StoredFiles.Where(f => added.Contains(f.Key)), db, draft.Key, me).ToListAsync())
            {
                draft.Files.Add(file);
            }
        }
    }
}
