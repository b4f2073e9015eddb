using Microsoft.EntityFrameworkCore;
using WorkOrders.Database;
using WorkOrders.Drafts;
using WorkOrders.Events.Notices;
using WorkOrders.FollowUps;
using WorkOrders.FollowUps.Form;
using WorkOrders.Page.Editing;
using WorkOrders.Shared;

namespace WorkOrders.Handling;

/// <summary>A form of an order whose draft can be handed to the order's handler.</summary>
/// <param name="Kind">The form.</param>
/// <param name="Action">What is on record.</param>
/// <param name="Notice">What the handler is told, with the author's name and the order's number.</param>
/// <param name="AddressOf">The page that shows the form, from the order's number.</param>
public sealed record HandedForm(DraftKind Kind, OperationAction Action, NoticeKind Notice, Func<string, string> AddressOf)
{
    private static readonly HandedForm[] All =
    [
        new(FollowUpDraft.Kind, FollowUpActions.DraftHandedOver, FollowUpNotices.DraftHandedOver, FollowUpDraft.AddressOf),
        new(EditDraft.Kind, OrderActions.EditHandedOver, OrderNotices.EditHandedOver, EditDraft.AddressOf),
    ];

    /// <summary>Null for the draft of a form that belongs to no order.</summary>
    public static HandedForm? Of(Draft draft)
    {
        ArgumentNullException.ThrowIfNull(draft);
        return Array.Find(All, form => form.Kind.Code == draft.Form);
    }
}

/// <summary>交给现在的处理人.</summary>
public static class HandingOver
{
    /// <summary>Passes one's draft to whoever handles its order now, in one transaction.</summary>
    public static async Task<Outcome> HandOverDraftAsync(this IDbContextFactory<AppDb> factory, long draftId, CurrentUser me, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(factory);
        await using var db = await factory.CreateDbContextAsync();
        if (await db.Drafts.Of(me).FirstOrDefaultAsync(d => d.Id == draftId) is not { } draft
            || await db.WorkOrders.VisibleTo(me).FirstOrDefaultAsync(o => o.Number == draft.Key) is not { } order)
        {
            return Outcome.Missing("没有找到记录，或您无权查看");
        }

        var outcome = order.HandOver(draft, me, now);
        if (!outcome.IsRefused)
        {
            db.Tell(me.Id, now);
            db.Tell(draft.UserId, now);
        }

        return await db.SaveUnlessRefusedAsync(outcome);
    }
}
