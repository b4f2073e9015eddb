using Microsoft.AspNetCore.WebUtilities;
using WorkOrders.Desk.Filters;
using WorkOrders.Desk.Views;

namespace WorkOrders.Desk.Reading;

/// <summary>URL of an order's own page. It includes the list the order was opened from, for the previous/next links and the way back.</summary>
public static class OrderAddress
{
    /// <summary>/work-orders/GD…?view=…&amp;tab=…</summary>
    public static string Of(string number, WorkOrderFilter? list, string? tab = null)
    {
        var query = list?.WithOpen(null).ToQuery() ?? "";
        var last = tab is null ? "" : $"{(query.Length == 0 ? '?' : '&')}tab={Uri.EscapeDataString(tab)}";
        return $"/work-orders/{number}{query}{last}";
    }

    /// <summary>The list contained in such a URL; null when there is none.</summary>
    public static WorkOrderFilter? ListOf(Uri address)
    {
        var view = QueryHelpers.ParseQuery(address.Query).GetValueOrDefault("view").FirstOrDefault();
        return DeskViews.Find(view) is null ? null : WorkOrderFilter.Parse(address.Query).WithOpen(null);
    }
}
