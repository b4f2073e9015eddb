namespace WorkOrders;

public sealed partial class WorkOrder
{
    /// <summary>
    /// Which of a person's views 我的未处理, 我的已处理, 我的结单 holds the order; null for none.
    /// <see cref="Desk.DeskView"/> states the same rule in words.
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
