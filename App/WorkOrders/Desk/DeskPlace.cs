namespace WorkOrders.Desk;

/// <summary>Where an order stands in a page of the desk, and what comes before and after it. Shared by the panel and the order's own page.</summary>
public sealed class DeskPlace
{
    private readonly int at;

    // Where the order stood before it left the list, as it does when it is handled: the row there now came after it.
    private readonly int gap = -1;

    public DeskPlace(DeskPage page, string? number, DeskPlace? before = null)
    {
        (Page, Number) = (page, number);
        at = page.Rows.ToList().FindIndex(row => row.Number == number);
        // The list may have been read before anything was open beside it.
        if (at < 0 && before is not null && before.Number == number && before.Page.Shown.WithOpen(null).ToQuery() == page.Shown.WithOpen(null).ToQuery())
        {
            gap = Math.Max(before.at, before.gap);
        }
    }

    public DeskPage Page { get; }

    public string? Number { get; }

    /// <summary>3 / 500; null when the order isn't on this page.</summary>
    public string? Text => at < 0 ? null : $"{Page.From + at:N0} / {(Page.IsCapped ? $"{DeskPage.Cap:N0}+" : $"{Page.Total:N0}")}";

    /// <summary>False for an order that was found otherwise: nothing comes before or after it.</summary>
    public bool IsKnown => at >= 0 || gap >= 0;

    /// <summary>The order before (-1) or after (1) on this page; null where the page ends.</summary>
    public string? Neighbour(int by)
    {
        var index = at >= 0 ? at + by : by > 0 ? gap : gap - 1;
        return IsKnown && index >= 0 && index < Page.Rows.Count ? Page.Rows[index].Number : null;
    }

    /// <summary>The page of the list on which the neighbour stands; null where the list ends.</summary>
    public WorkOrderFilter? Beyond(int by) =>
        IsKnown && (by > 0 ? Page.HasNext : Page.Shown.Page > 1) ? Page.Shown.WithPage(Page.Shown.Page + by) : null;
}
