using WorkOrders.Desk.Filters;

namespace WorkOrders.Desk.Reading;

/// <summary>Position of an order on a page of the desk, with the previous and next order. Shared by the panel and the order's own page.</summary>
public sealed class DeskPlace
{
    private readonly int at;

    // Index of the order before it left the list (for example, because it was handled). The row now at this index is the next one.
    private readonly int gap = -1;

    public DeskPlace(DeskPage page, string? number, DeskPlace? before = null)
    {
        (Page, Number) = (page, number);
        at = page.Rows.ToList().FindIndex(row => row.Number == number);
        // Compare without the open order: the list may have been read before an order was opened.
        if (at < 0 && before is not null && before.Number == number && before.Page.Shown.WithOpen(null).ToQuery() == page.Shown.WithOpen(null).ToQuery())
        {
            gap = Math.Max(before.at, before.gap);
        }
    }

    public DeskPage Page { get; }

    public string? Number { get; }

    /// <summary>3 / 500; null when the order isn't on this page.</summary>
    public string? Text => at < 0 ? null : $"{Page.From + at:N0} / {Page.Count}";

    /// <summary>False when the order is not in this list. It then has no previous or next order.</summary>
    public bool IsKnown => at >= 0 || gap >= 0;

    /// <summary>The previous (-1) or next (1) order on this page; null at the edge of the page.</summary>
    public string? Neighbour(int by)
    {
        var index = at >= 0 ? at + by : by > 0 ? gap : gap - 1;
        return IsKnown && index >= 0 && index < Page.Rows.Count ? Page.Rows[index].Number : null;
    }

    /// <summary>The page that contains the neighbour; null at the end of the list.</summary>
    public WorkOrderFilter? Beyond(int by) =>
        IsKnown && (by > 0 ? Page.HasNext : Page.Shown.Page > 1) ? Page.Shown.WithPage(Page.Shown.Page + by) : null;
}
