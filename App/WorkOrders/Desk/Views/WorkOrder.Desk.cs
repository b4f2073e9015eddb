using WorkOrders.Desk.Views;

namespace WorkOrders;

public sealed partial class WorkOrder
{
    /// <summary>
    /// The person's view 我的未处理, 我的已处理 or 我的结单 that contains the order; null for none. <see cref="Desk.Views.DeskView"/> documents the same
    /// rule.
    /// </summary>
    public MyView? MyViewOf(int userId, bool hasActed)
    {
        if (IsSettled)
        {
            return SettledById == userId || HandlerId == userId ? MyView.Settled : null;
        }

        if (HandlerId == userId && HandlerActedAt is null)
        {
            return MyView.Unhandled;
        }

        return hasActed ? MyView.Handled : null;
    }

    private DeskEntry EntryOf(int userId)
    {
        var entry = DeskEntries.FirstOrDefault(e => e.UserId == userId);
        if (entry is null)
        {
            entry = new DeskEntry(userId, CreatedAt);
            DeskEntries.Add(entry);
        }

        return entry;
    }

    private void RefileDesks()
    {
        foreach (var userId in new[] { HandlerId, SettledById })
        {
            if (userId is { } id)
            {
                EntryOf(id);
            }
        }

        foreach (var entry in DeskEntries)
        {
            entry.View = MyViewOf(entry.UserId, entry.HasActed);
        }
    }
}
