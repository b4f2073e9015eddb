using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace WorkOrders.Tests.Support;

/// <summary>Chooses in a select field. MudBlazor renders the options in its popover provider.</summary>
public static class Choosing
{
    /// <summary>Opens the select field with the label <paramref name="label"/> and clicks the option with the text <paramref name="option"/>.</summary>
    public static async Task ChooseAsync<T>(this IRenderedComponent<T> page, IRenderedComponent<MudPopoverProvider> popovers, string label, string option)
        where T : IComponent
    {
        ArgumentNullException.ThrowIfNull(popovers);
        page.WaitForState(() => page.FindAll(".field > label").Any(l => l.TextContent.Trim() == label));
        await page.InvokeAsync(() => page.FindAll(".field").Single(f => f.QuerySelector(":scope > label")?.TextContent.Trim() == label).QuerySelector(".mud-input-control")!.MouseDownAsync(new()));
        popovers.WaitForState(() => popovers.FindAll(".mud-list-item").Any(o => o.TextContent.Trim() == option));
        await popovers.InvokeAsync(() => popovers.FindAll(".mud-list-item").Single(o => o.TextContent.Trim() == option).ClickAsync(new()));
    }
}
