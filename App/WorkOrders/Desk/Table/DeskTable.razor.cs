using Microsoft.AspNetCore.Components;
using WorkOrders.Desk.Filters;
using WorkOrders.Desk.Reading;

namespace WorkOrders.Desk.Table;

/// <summary>The rows of the desk.</summary>
public sealed partial class DeskTable(TimeProvider timeProvider)
{
    private DeskTexts texts = null!;
    private string rowLink = "";
    private string tooMany = "";
    private List<(ShownColumn Shown, bool Starts)> heads = [];
    private Drawing? drawn;
    private bool isNew;

    [Parameter, EditorRequired]
    public DeskPage Page { get; set; } = null!;

    [Parameter]
    public string? Open { get; set; }

    [Parameter]
    public bool CanSelect { get; set; }

    /// <summary>Numbers of the selected orders. The list owns this collection.</summary>
    [Parameter]
    public ICollection<string> Selection { get; set; } = [];

    [Parameter]
    public EventCallback SelectionChanged { get; set; }

    [Parameter, EditorRequired]
    public DeskLayout Layout { get; set; } = null!;

    private bool AllSelected => Page.Rows.Count > 0 && Page.Rows.All(r => Selection.Contains(r.Number));

    // Render only when the content changed: the parent renders more often, and each extra render keeps the old rows in memory.
    protected override bool ShouldRender() => isNew;

    protected override void OnParametersSet()
    {
        var now = timeProvider.GetUtcNow();
        var drawing = new Drawing(Page, Layout, Open, CanSelect, string.Concat(Page.Rows.Select(r => Selection.Contains(r.Number) ? '1' : '0')), now.ToUnixTimeSeconds() / 60);
        isNew = drawing != drawn;
        drawn = drawing;
        if (!isNew)
        {
            return;
        }

        texts = new DeskTexts(L, now);
        rowLink = Address(Page.Shown.WithOpen(null)) + "&open=";
        tooMany = L["超过 {0} 条时不能按这一列排序", DeskPage.Cap.ToString("N0")];
        heads = [.. Heads()];
    }

    private static string Address(WorkOrderFilter filter) => "/work-orders" + filter.ToQuery();

    private string? SortAddress(DeskColumn column) => column.Sort is { } sort && CanSort(sort) ? Address(Page.Shown.WithSort(sort)) : null;

    private bool CanSort(DeskSort sort) => sort.IsAlwaysOffered() || (!Page.IsCapped && Page.Total <= DeskPage.Cap);

    private IEnumerable<(ShownColumn Shown, bool Starts)> Heads()
    {
        ColumnGroup? last = null;
        foreach (var shown in Layout.Columns)
        {
            yield return (shown, shown.Column.Group != last);
            last = shown.Column.Group;
        }
    }

    // Adjacent columns of the same group share a header.
    private List<(ColumnGroup Group, int Count)> Groups()
    {
        var groups = new List<(ColumnGroup Group, int Count)>();
        foreach (var (shown, starts) in Heads())
        {
            groups.Add((shown.Column.Group, starts ? 1 : groups[^1].Count + 1));
            if (!starts)
            {
                groups.RemoveAt(groups.Count - 2);
            }
        }

        return groups;
    }

    private bool IsSortedBy(DeskColumn column) =>
        column.Sort == Page.Shown.Sort && Layout.Columns.First(c => c.Column.Sort == column.Sort).Column == column;

    private Task ToggleAsync(string number)
    {
        if (!Selection.Remove(number))
        {
            Selection.Add(number);
        }

        return SelectionChanged.InvokeAsync();
    }

    private Task ToggleAll()
    {
        var select = !AllSelected;
        foreach (var row in Page.Rows)
        {
            Selection.Remove(row.Number);
            if (select)
            {
                Selection.Add(row.Number);
            }
        }

        return SelectionChanged.InvokeAsync();
    }

    /// <summary>Everything the table shows. Times are compared by the minute.</summary>
    private sealed record Drawing(DeskPage Page, DeskLayout Layout, string? Open, bool CanSelect, string Ticked, long Minute);
}
