using Microsoft.AspNetCore.Components;

namespace WorkOrders.Ui.Lists;

/// <summary>The pager of every list: count, links to the pages (buttons where the page number is not in the URL), and where the list offers them a field for the page number and the page sizes.</summary>
public sealed partial class ListPager(NavigationManager navigator)
{
    /// <summary>Default page size.</summary>
    public const int Length = 20;

    private string? jump;

    /// <summary>Null while loading.</summary>
    [Parameter, EditorRequired]
    public long? Total { get; set; }

    [Parameter, EditorRequired]
    public int Page { get; set; }

    [Parameter]
    public int PageSize { get; set; } = Length;

    /// <summary>URL of a page number. Give it, or <see cref="OnPage"/>.</summary>
    [Parameter]
    public Func<int, string> Address { get; set; } = _ => "";

    /// <summary>Shows a page, for a list whose page number is not in the URL.</summary>
    [Parameter]
    public EventCallback<int> OnPage { get; set; }

    /// <summary>The count and the page number with the counter word of what is listed; a key of the localizer.</summary>
    [Parameter]
    public string CountText { get; set; } = "共 {0} 条，第 {1} / {2} 页";

    /// <summary>What to say instead of the count and the page number, in the user's language.</summary>
    [Parameter]
    public string? Summary { get; set; }

    /// <summary>Whether a next page exists, for a list that was counted only up to a limit.</summary>
    [Parameter]
    public bool? HasNext { get; set; }

    /// <summary>Offers a field for the page number.</summary>
    [Parameter]
    public bool CanJump { get; set; }

    /// <summary>The page sizes to choose from.</summary>
    [Parameter]
    public IReadOnlyList<int> Sizes { get; set; } = [];

    /// <summary>URL of a page size; null when the size is fixed.</summary>
    [Parameter]
    public Func<int, string>? SizeAddress { get; set; }

    /// <summary>Name for screen readers, when the page has several pagers.</summary>
    [Parameter]
    public string? Label { get; set; }

    /// <summary>Further content, after the count.</summary>
    [Parameter]
    public RenderFragment? ChildContent { get; set; }

    private int LastPage => PagesOf(Total ?? 0, PageSize);

    public static int PagesOf(long total, int pageSize = Length) => (int)Math.Max(1, (total + pageSize - 1) / pageSize);

    // Example: 1 … 4 5 [6] 7 8 … 197. Null is a gap.
    private IEnumerable<int?> Numbers()
    {
        var last = Math.Max(LastPage, Page);
        var near = Enumerable.Range(Page - 2, 5).Append(1).Append(last).Where(n => n >= 1 && n <= last).Distinct().Order();
        var before = 0;
        foreach (var number in near)
        {
            if (number > before + 1)
            {
                yield return null;
            }

            yield return before = number;
        }
    }

    private string? Current(int page) => page == Page ? "page" : null;

    private void Jump()
    {
        if (int.TryParse(jump, out var page))
        {
            jump = null;
            navigator.NavigateTo(Address(page));
        }
    }

    private void Resize(ChangeEventArgs change) => navigator.NavigateTo(SizeAddress!(int.TryParse(change.Value as string, out var size) ? size : PageSize));
}
