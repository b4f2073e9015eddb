using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Caching.Memory;

namespace WorkOrders.Drafts;

/// <summary>Finds the draft to go on with, and the drafts of other windows.</summary>
public sealed partial class DraftSession
{
    private async Task FindAsync()
    {
        var rows = await ReadAsync();
        if (isGone)
        {
            return;
        }

        var typed = TextOf(form.Read());
        if (form.OnlyOpened)
        {
            await GoOnWithOpenedAsync(rows);
            return;
        }

        var own = rows.FirstOrDefault(row => row.Window == window);
        if (own is not null && !form.Fits(own))
        {
            await services.Factory.ReleaseDraftAsync(own.Id, window!, isPutAside: true, me, services.Time.GetUtcNow());
            own = null;
        }

        var free = form.RestoresFree && typed is null ? rows.FirstOrDefault(IsLeft) : null;
        if ((own ?? free) is { } found)
        {
            if (typed is null)
            {
                await TakeAsync(found);
            }
            else if (form.HasComeBack())
            {
                Id = await services.Factory.TakeOverAsync(found, window!, me, services.Time.GetUtcNow()) ? found.Id : null;
            }
            else
            {
                // The user was faster: what is typed begins a draft of its own, and this one is offered.
                await services.Factory.ReleaseDraftAsync(found.Id, window!, isPutAside: true, me, services.Time.GetUtcNow());
            }
        }

        await SortAsync();
    }

    private async Task GoOnWithOpenedAsync(IReadOnlyList<DraftRow> rows)
    {
        if (form.Opened is { } opened)
        {
            // Another window may have gone on with it since the form read it.
            var now = rows.FirstOrDefault(row => row.Id == opened.Id);
            if (now is not null && !now.IsOpenElsewhere(window, services.Time.GetUtcNow()) && !now.SaysTheSameAs(opened))
            {
                await form.Restore(now, null);
                if (isGone)
                {
                    return;
                }

                now = null;
            }

            var isTaken = now is not null && await services.Factory.TakeOverAsync(now, window!, me, services.Time.GetUtcNow());
            Id = isTaken ? opened.Id : null;
            Restored = isTaken ? opened : null;
            kept = isTaken ? TextOf(form.Read()) : null;
        }

        await SortAsync();
    }

    private bool IsLeft(DraftRow row) => row.HandedBy is null && !row.IsOpenElsewhere(window, services.Time.GetUtcNow());

    private async Task TakeAsync(DraftRow row, bool byForce = false)
    {
        if (await services.Factory.TakeOverAsync(row, window!, me, services.Time.GetUtcNow(), byForce))
        {
            // It may have been written since it was read.
            await using var db = await services.Factory.CreateDbContextAsync();
            if (await db.Drafts.AsNoTracking().Of(me).Where(d => d.Id == row.Id).Select(DraftRow.Projection).FirstOrDefaultAsync() is { } now)
            {
                await form.Restore(now, services.Memory.Get(BehindMasks(now.Id)));
                (Id, Restored, WentElsewhere) = (now.Id, now, false);
                kept = TextOf(form.Read());
            }
        }
    }

    private async Task<IReadOnlyList<DraftRow>> ReadAsync()
    {
        await using var db = await services.Factory.CreateDbContextAsync();
        return await db.DraftsAsync(kind, key, me);
    }

    private async Task SortAsync()
    {
        var before = Id;
        var rows = await ReadAsync();
        var now = services.Time.GetUtcNow();
        if (before is not null && before == Id && rows.Any(row => row.Id == Id && row.Window != window))
        {
            // Another window has taken it. What was kept is in it, so that nothing is written before more is typed.
            (Id, Restored, Status, WentElsewhere) = (null, null, null, true);
        }

        List<DraftRow> others = [.. rows.Where(row => row.Id != Id && row.Window != window)];
        Elsewhere = others.Find(row => row.IsOpenElsewhere(window, now));
        var free = others.FindAll(row => !row.IsOpenElsewhere(window, now));
        (Offered, MoreOffered) = (free.FirstOrDefault(), Math.Max(0, free.Count - 1));
        if (before is not null && before == Id && rows.Count < DraftKeeping.Most && rows.All(row => row.Id != Id))
        {
            // Discarded in another window. What this one shows is kept anew.
            (Id, Restored, kept, WasDiscarded) = (null, null, null, true);
        }
    }

    private async Task LookAroundAsync()
    {
        isToLookAround |= !HasStarted;
        if (HasStarted && !HasEnded && await TryAsync(SortAsync))
        {
            form.Show();
        }
    }
}
