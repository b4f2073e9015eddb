using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using WorkOrders.Database;
using static Microsoft.Playwright.Assertions;

namespace WorkOrders.Tests;

/// <summary>axe reports no serious violation on any page, in light and dark theme.</summary>
[Collection(SecondBrowser)]
public sealed class AccessibilityTests(AppFixture app) : BrowserTest(app)
{
    [Fact]
    public async Task Every_page_can_be_used_by_everybody_in_both_themes()
    {
        var number = await NewestOrderAsync();
        var walks = new List<Task>();
        foreach (var (person, routes) in Walks())
        {
            var page = await OpenAsync(person, "/account/profile");
            walks.Add(WalkAsync(page, routes.Select(route => route.Replace("{Number}", number, StringComparison.Ordinal).Replace("{Id:int}", "1", StringComparison.Ordinal).Replace("{Id:long}", "1", StringComparison.Ordinal))));
        }

        await Task.WhenAll(walks);
    }

    [Fact]
    public async Task The_keyboard_focus_is_visible_on_links_buttons_and_fields()
    {
        var page = await OpenAsync("agent1", "/work-orders/new");

        // The page gives the focus to its heading, then the form to its first field, when the circuit has begun.
        await Expect(page.GetByLabel("客户姓名")).ToBeFocusedAsync();
        var wanted = new HashSet<string>(["a", "button", "input"], StringComparer.Ordinal);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < 40 && !seen.IsSupersetOf(wanted); i++)
        {
            await page.Keyboard.PressAsync("Tab");
            var (name, width) = await FocusAsync(page);
            Assert.True(name == "body" || width >= 2, $"no focus ring on a {name}");
            seen.Add(name);
        }

        Assert.Superset(wanted, seen);
    }

    // The ring is the outline of the element, or the border that MudBlazor draws around its field. Within its own date picker the browser
    // moves the focus on and draws the ring itself.
    private static async Task<(string Name, double Width)> FocusAsync(IPage page)
    {
        var found = await page.EvaluateAsync<string>("""
            () => {
              const at = document.activeElement;
              const border = at.closest('.mud-input')?.querySelector('.mud-input-outlined-border');
              const style = getComputedStyle(border ?? at);
              return at.localName + ' ' + (at.type === 'datetime-local' ? '2' : border ? style.borderTopWidth : style.outlineStyle === 'none' ? '0' : style.outlineWidth);
            }
            """);
        var parts = found.Split(' ');
        return (parts[0], double.Parse(parts[1].Replace("px", "", StringComparison.Ordinal), System.Globalization.CultureInfo.InvariantCulture));
    }

    // Only the colours differ between the themes, so only these rules run in the second one.
    private static async Task WalkAsync(IPage page, IEnumerable<string> paths)
    {
        await page.EmulateMediaAsync(new() { ReducedMotion = ReducedMotion.Reduce });
        foreach (var path in paths)
        {
            await page.GotoAsync(path);
            await page.AssertAccessibleAsync();
            await page.EvaluateAsync("document.documentElement.dataset.theme = 'dark'");
            await page.AssertAccessibleAsync("color-contrast", "link-in-text-block");
        }
    }

    // The administrator opens all pages except the one for new orders, which the team leader opens.
    // Two windows in parallel, because axe takes a second per page.
    private static IEnumerable<(string Person, IEnumerable<string> Routes)> Walks()
    {
        const string forLeader = "/work-orders/new";
        var others = Access.Pages.Keys.Where(route => route != forLeader).ToList();
        var half = others.Count / 2;
        return [("admin", others.Take(half)), ("admin", others.Skip(half)), ("leader1", [forLeader])];
    }

    private async Task<string> NewestOrderAsync()
    {
        await using var db = await App.Factory.CreateDbContextAsync();
        return await db.WorkOrders.OrderByDescending(o => o.Id).Select(o => o.Number).FirstAsync();
    }
}
