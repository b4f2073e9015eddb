using Microsoft.AspNetCore.Components;
using WorkOrders.Desk.Reading;

namespace WorkOrders.Desk.Table;

/// <summary>The rows of the desk.</summary>
public sealed partial class DeskTable(TimeProvider timeProvider)
{
    private List<DrawnRow> rows = [];
    private Content? content;
    private Marks? marks;
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

    // Render only when something shown changed: the parent renders more often, and each extra render keeps the old rows in memory.
    protected override bool ShouldRender() => isNew;

    protected override void OnParametersSet()
    {
        var now = timeProvider.GetUtcNow();
        var shown = new Content(Page, Layout, now.ToUnixTimeSeconds() / 60);
        var marked = new Marks(Open, CanSelect, string.Concat(Page.Rows.Select(r => Selection.Contains(r.Number) ? '1' : '0')));
        isNew = shown != content || marked != marks;
        if (shown != content)
        {
            var texts = new DeskTexts(L, now);
            var rowLink = "/work-orders" + Page.Shown.WithOpen(null).ToQuery() + "&open=";
            rows = [.. Page.Rows.Select(row => DrawnRow.Of(row, Layout, texts, rowLink))];
        }

        (content, marks) = (shown, marked);
    }

    // The box says what it shows, because the browser sends it again when it isn't sure that it arrived.
    private Task SelectAsync(IEnumerable<string> numbers, ChangeEventArgs change)
    {
        foreach (var number in numbers)
        {
            Selection.Remove(number);
            if (change.Value is true)
            {
                Selection.Add(number);
            }
        }

        return SelectionChanged.InvokeAsync();
    }

    /// <summary>What the cells show. Times are compared by the minute.</summary>
    private sealed record Content(DeskPage Page, DeskLayout Layout, long Minute);

    /// <summary>What marks the rows.</summary>
    private sealed record Marks(string? Open, bool CanSelect, string Ticked);
}
