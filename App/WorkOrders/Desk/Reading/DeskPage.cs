using WorkOrders.Desk.Filters;
using WorkOrders.Desk.Table;

namespace WorkOrders.Desk.Reading;

/// <summary>One page of the desk.</summary>
/// <param name="Rows">The rows of the page.</param>
/// <param name="Total">Number of matching orders; <see cref="Cap"/> or the end of this page when counting stopped there.</param>
/// <param name="IsCapped">More orders match than were counted. The total is shown as 10 000+ or 50+.</param>
/// <param name="Shown">The filter that was applied, with page and sort corrected.</param>
/// <param name="SortRefused">The requested sort was refused because more than <see cref="Cap"/> orders match.</param>
public sealed record DeskPage(IReadOnlyList<WorkOrderRow> Rows, long Total, bool IsCapped, WorkOrderFilter Shown, bool SortRefused)
{
    public const int Cap = 10_000;

    /// <summary>A page without rows, of a list that was not read.</summary>
    public static DeskPage Unread(WorkOrderFilter filter) => new([], 0, IsCapped: false, filter, SortRefused: false);

    /// <summary>Pages up to here may come before the matching orders are counted; the list then counts on up to <see cref="Cap"/>.</summary>
    public const int Soon = 500;

    /// <summary>The exact total, up to <see cref="Cap"/>, is still to be counted.</summary>
    public bool IsProvisional => IsCapped && Total < Cap;

    /// <summary>The last page that is known to exist.</summary>
    public int LastPage => (int)Math.Max(1, (Total + Shown.PageSize - 1) / Shown.PageSize);

    public bool HasNext => IsCapped ? Rows.Count == Shown.PageSize : Shown.Page < LastPage;

    /// <summary>Position of the first row in the list, starting at 1; 0 when the list is empty.</summary>
    public long From => Rows.Count == 0 ? 0 : ((long)(Shown.Page - 1) * Shown.PageSize) + 1;

    /// <summary>1,234 or, when counting stopped, 10,000+.</summary>
    public string Count => IsCapped ? $"{Total:N0}+" : $"{Total:N0}";

    /// <summary>51–100 / 1,234 or, when counting stopped, 51–100 / 10,000+.</summary>
    public string Range => $"{From:N0}–{To:N0} / {Count}";

    public long To => Rows.Count == 0 ? 0 : From + Rows.Count - 1;
}
