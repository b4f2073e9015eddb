using AngleSharp.Dom;
using Microsoft.AspNetCore.Components;

namespace WorkOrders.Tests.Support;

/// <summary>Finds and clicks elements by their text. Waits for the element, because parts of a page render one after another.</summary>
public static class Clicking
{
    /// <summary>The only button with the text <paramref name="text"/>.</summary>
    public static IElement Button<T>(this IRenderedComponent<T> page, string text)
        where T : IComponent => page.Saying("button", text);

    /// <summary>The only element of <paramref name="selector"/> with the text <paramref name="text"/>.</summary>
    public static IElement Saying<T>(this IRenderedComponent<T> page, string selector, string text)
        where T : IComponent
    {
        IElement? found = null;
        page.WaitForState(() => (found = page.FindAll(selector).SingleOrDefault(e => e.TextContent.Trim() == text)) is not null);
        return found!;
    }

    /// <summary>Clicks the button with <paramref name="text"/>; find and click are one step, so no render happens in between.</summary>
    public static Task ClickAsync<T>(this IRenderedComponent<T> page, string text, string selector = "button")
        where T : IComponent
    {
        page.Saying(selector, text);
        return page.InvokeAsync(() => page.FindAll(selector).Single(e => e.TextContent.Trim() == text).ClickAsync(new()));
    }

    /// <summary>Waits for the first element of <paramref name="selector"/> and acts on it; find and act are one step.</summary>
    public static Task OnAsync<T>(this IRenderedComponent<T> page, string selector, Func<IElement, Task> act)
        where T : IComponent
    {
        page.WaitForElement(selector);
        return page.InvokeAsync(() => act(page.Find(selector)));
    }
}
