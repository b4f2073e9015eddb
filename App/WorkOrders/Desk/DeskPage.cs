namespace WorkOrders.Desk;

/// <summary>One page of the desk.</summary>
/// <param name="Rows">The lines of the page.</param>
/// <param name="Total">How many orders match; <see cref="Cap"/> when there are more and nobody counted on.</param>
/// <param name="IsCapped">More match than were counted: the total reads 10 000+.</param>
/// <param name="Shown">The filter with what was really shown: page within the list, a sort that is offered.</param>
/// <param name="SortRefused">The wanted column is sorted only while at most <see cref="Cap"/> orders match.</param>
public sealed record DeskPage(IReadOnlyList<WorkOrderRow> Rows, long Total, bool IsCapped, WorkOrderFilter Shown, bool SortRefused)
{
    public const int Cap = 10_000;

    /// <summary>The last page that is known to exist.</summary>
    public int LastPage => (int)Math.Max(1, (Total + Shown.PageSize - 1) / Shown.PageSize);

    public bool HasNext => IsCapped ? Rows.Count == Shown.PageSize : Shown.Page < LastPage;

    /// <summary>Place of the first row in the list, from 1; 0 when there is none.</summary>
    public long From => Rows.Count == 0 ? 0 : ((long)(Shown.Page - 1) * Shown.PageSize) + 1;

    public long To => Rows.Count == 0 ? 0 : From + Rows.Count - 1;
}
