using AngleSharp.Dom;
using Microsoft.AspNetCore.Components;

namespace WorkOrders.Tests.Support;

/// <summary>Finding and clicking by what is written, as a person does: waits until it is there, for the parts of a page come one after another.</summary>
public static class Clicking
{
    /// <summary>The one button that says <paramref name="text"/>.</summary>
    public static IElement Button<T>(this IRenderedComponent<T> page, string text)
        where T : IComponent => page.Saying("button", text);

    /// <summary>The one element of <paramref name="selector"/> that says <paramref name="text"/>.</summary>
    public static IElement Saying<T>(this IRenderedComponent<T> page, string selector, string text)
        where T : IComponent
    {
        IElement? found = null;
        page.WaitForState(() => (found = page.FindAll(selector).SingleOrDefault(e => e.TextContent.Trim() == text)) is not null);
        return found!;
    }

    /// <summary>Clicks the button that says <paramref name="text"/>; finding and clicking are one step, so no render comes between them.</summary>
    public static Task ClickAsync<T>(this IRenderedComponent<T> page, string text, string selector = "button")
        where T : IComponent
    {
        page.Saying(selector, text);
        return page.InvokeAsync(() => page.FindAll(selector).Single(e => e.TextContent.Trim() == text).ClickAsync(new()));
    }

    /// <summary>Does something with the first element of <paramref name="selector"/>, once it is there; finding and doing are one step.</summary>
    public static Task OnAsync<T>(this IRenderedComponent<T> page, string selector, Func<IElement, Task> act)
        where T : IComponent
    {
        page.WaitForElement(selector);
        return page.InvokeAsync(() => act(page.Find(selector)));
    }
}
