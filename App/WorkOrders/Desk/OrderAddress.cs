using Microsoft.AspNetCore.WebUtilities;

namespace WorkOrders.Desk;

/// <summary>The address of an order's own page. It carries the list it was opened from, so that the page can go on in it and back to it.</summary>
public static class OrderAddress
{
    /// <summary>/work-orders/GD…?view=…&amp;tab=…</summary>
    public static string Of(string number, WorkOrderFilter? list, string? tab = null)
    {
        var query = list?.WithOpen(null).ToQuery() ?? "";
        var last = tab is null ? "" : $"{(query.Length == 0 ? '?' : '&')}tab={Uri.EscapeDataString(tab)}";
        return $"/work-orders/{number}{query}{last}";
    }

    /// <summary>The list that such an address carries; null when it names none.</summary>
    public static WorkOrderFilter? ListOf(Uri address)
    {
        var view = QueryHelpers.ParseQuery(address.Query).GetValueOrDefault("view").FirstOrDefault();
        return DeskViews.Find(view) is null ? null : WorkOrderFilter.Parse(address.Query).WithOpen(null);
    }
}
