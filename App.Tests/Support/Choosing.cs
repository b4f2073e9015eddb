using AngleSharp.Dom;
using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace WorkOrders.Tests.Support;

/// <summary>Chooses in a select or pick field. MudBlazor renders the options in its popover provider, which must be rendered before the page.</summary>
public static class Choosing
{
    /// <summary>Opens the field with the label <paramref name="label"/> and clicks the option with the text <paramref name="option"/>.</summary>
    public static async Task ChooseAsync<T>(this IRenderedComponent<T> page, IRenderedComponent<MudPopoverProvider> popovers, string label, string option)
        where T : IComponent
    {
        ArgumentNullException.ThrowIfNull(popovers);
        await page.OpenAsync(label);
        popovers.WaitForState(() => popovers.FindAll(".mud-list-item").Any(o => o.TextContent.Trim() == option));
        await popovers.InvokeAsync(() => popovers.FindAll(".mud-list-item").Single(o => o.TextContent.Trim() == option).ClickAsync(new()));
    }

    /// <summary>Opens the field with the label <paramref name="label"/>, as with the mouse.</summary>
    public static Task OpenAsync<T>(this IRenderedComponent<T> page, string label)
        where T : IComponent
    {
        page.WaitForState(() => page.FindAll(".field").Any(f => LabelOf(f) == label));
        return page.InvokeAsync(() => page.FindAll(".field").Single(f => LabelOf(f) == label).QuerySelector(".mud-input-control")!.MouseDownAsync(new()));
    }

    /// <summary>The input with the label <paramref name="label"/>.</summary>
    public static IElement Field<T>(this IRenderedComponent<T> page, string label)
        where T : IComponent
    {
        page.WaitForState(() => page.FindAll(".field").Any(f => LabelOf(f) == label));
        return page.FindAll(".field").Single(f => LabelOf(f) == label).QuerySelector("input, textarea")!;
    }

    // A required field has a star.
    private static string? LabelOf(IElement field) => field.QuerySelector(":scope > label")?.TextContent.Replace("*", "", StringComparison.Ordinal).Trim();
}
