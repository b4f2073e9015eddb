using Microsoft.EntityFrameworkCore;
using WorkOrders.Database;
using WorkOrders.Drafts;
using WorkOrders.FollowUps.Form;
using WorkOrders.NewOrder;

namespace WorkOrders.Tests.Drafts;

/// <summary>Writes drafts as a form in a window does.</summary>
internal static class KeptDraft
{
    public const string Window = "window-1";

    public static Task<long> KeepFollowUpAsync(
        this IDbContextFactory<AppDb> factory, WorkOrder order, string? content, CurrentUser me, DateTimeOffset now,
        long? id = null, string window = Window, int? sequence = null, int seen = 0, int version = 0, params string[] files) =>
        factory.KeepDraftAsync(FollowUpDraft.Kind, order.Number, id, window, DraftRow.Write(new FollowUpDraft(sequence, seen, null, content, null, null) { Version = version }), files, me, now);

    public static Task<long> KeepOrderAsync(
        this IDbContextFactory<AppDb> factory, WorkOrderInput input, CurrentUser me, DateTimeOffset now, string window = Window, string address = "/work-orders/new?") =>
        factory.KeepDraftAsync(OrderDraft.Kind, "", null, window, DraftRow.Write(new OrderDraft(address, input, new(), false, HandlerKind.Myself, null)), [], me, now);

    /// <summary>The drafts of one person, newest first.</summary>
    public static Task<List<DraftRow>> DraftsOfAsync(this TestDatabase database, CurrentUser me)
    {
        ArgumentNullException.ThrowIfNull(database);
        return database.ReadAsync(db => db.Drafts.Of(me).OrderByDescending(d => d.SavedAt).ThenByDescending(d => d.Id).Select(DraftRow.Projection).ToListAsync());
    }
}
