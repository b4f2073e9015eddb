using System.Collections.Concurrent;
using Microsoft.AspNetCore.Components;

namespace WorkOrders.Ui;

/// <summary>Icons as inline SVG in the text colour. Hidden from screen readers.</summary>
public static class Icon
{
    public const string Orders = "M4 4h12v12H4zM7 8h6M7 11h6";
    public const string Unassigned = "M4 4h12v12H4zM10 7v3M10 13v.1";
    public const string Categories = "M4 5h5v4H4zM4 12h5v4H4zM12 7h4M12 14h4";
    public const string Users = "M7.5 9a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5zM3 16c0-3 2-4.5 4.5-4.5S12 13 12 16M13 4.5a2.5 2.5 0 0 1 0 4.5M14 12c2 .5 3 2 3 4";
    public const string Roles = "M10 3l6 2v5c0 4-3 6-6 7-3-1-6-3-6-7V5z";
    public const string Jobs = "M10 17a7 7 0 1 0 0-14 7 7 0 0 0 0 14zM10 6v4l3 2";
    public const string Team = "M4 16V9h3v7M9 16V5h3v11M14 16v-5h3v5M3 16h14";
    public const string ApprovalDesk = "M4 4h5v12H4zM12 6h4M12 10h4M12.5 14l1.5 1.5 2.5-3";
    public const string Applications = "M6 3h6l3 3v11H6zM12 3v3h3M8.5 10h4M8.5 13h4";
    public const string Processors = "M4 5h4M4 10h4M4 15h4M11 5l5 5-5 5";
    public const string DueRules = "M10 17a7 7 0 1 0 0-14 7 7 0 0 0 0 14zM10 6v4l-3 2M4 3L2 5M16 3l2 2";
    public const string Sms = "M3 5h14v9H9l-4 3v-3H3zM6 8h8M6 11h5";
    public const string InDefault = "M10 3l7 13H3zM10 8v4M10 14v.1";
    public const string Renewals = "M4 10a6 6 0 0 1 10.5-4M16 10a6 6 0 0 1-10.5 4M14.5 3v3h-3M5.5 17v-3h3";
    public const string Statistics = "M4 16V4M4 16h12M7 13v-3M10 13V7M13 13V9";
    public const string Reasons = "M4 5h8l4 5-4 5H4zM8 10h.1";
    public const string StandIn = "M3 6h14v8H3zM6 17h8M10 14v3M6 10h3M12 9v2";
    public const string SignIns = "M9 4H4v12h5M12 7l3 3-3 3M15 10H8";
    public const string Search = "M9 14A5 5 0 1 0 9 4a5 5 0 0 0 0 10zM13 13l4 4";
    public const string Theme = "M10 17a7 7 0 1 0 0-14 7 7 0 0 0 0 14zM10 3v14";
    public const string Fold = "M4 5h12M4 10h12M4 15h12";
    public const string Down = "M6 8l4 4 4-4";
    public const string Previous = "M12 5l-5 5 5 5";
    public const string Next = "M8 5l5 5-5 5";
    public const string Close = "M5 5l10 10M15 5L5 15";
    public const string Plus = "M10 4v12M4 10h12";
    public const string Columns = "M4 4h12v12H4zM8 4v12M12 4v12";
    public const string Save = "M6 3h8v14l-4-3-4 3z";
    public const string Up = "M6 12l4-4 4 4";
    public const string Keyboard = "M3 6h14v8H3zM6 9h.1M9 9h.1M12 9h.1M14.5 9h.1M7 12h6";
    public const string Bell = "M10 3a4.5 4.5 0 0 0-4.5 4.5c0 4-1.5 5-1.5 6.5h12c0-1.5-1.5-2.5-1.5-6.5A4.5 4.5 0 0 0 10 3zM8.5 16.5a1.5 1.5 0 0 0 3 0";
    public const string Opportunities = "M4 4h3v12H4zM8.5 4h3v8h-3zM13 4h3v5h-3z";
    public const string Drafts = "M5 13l.6-2.8L12.5 3.3l2.2 2.2L7.8 12.4zM11 4.8L13.2 7M4 16.5h12";
    public const string Customers = "M4 4h12v12H4zM10 10a2 2 0 1 0 0-4 2 2 0 0 0 0 4zM7 14c0-2 1.3-3 3-3s3 1 3 3";
    public const string Person = "M10 10a3 3 0 1 0 0-6 3 3 0 0 0 0 6zM4 17c0-3.5 2.5-5 6-5s6 1.5 6 5";

    public const string Duplicates = "M4 4h8v8H4zM8 12v4h8V8h-4M6.5 7h3";

    // Cached for all circuits: built in every render, they used 16 KB per open page.
    private static readonly ConcurrentDictionary<(string Path, int Size), MarkupString> Drawn = new();

    /// <summary>The icon, 20 px or <paramref name="size"/>.</summary>
    public static MarkupString Svg(string path, int size = 20) => Drawn.GetOrAdd((path, size), static drawing => Draw(drawing.Path, drawing.Size));

    private static MarkupString Draw(string path, int size) => new(
        $"""<svg class="glyph" width="{size}" height="{size}" viewBox="0 0 20 20" fill="none" stroke="currentColor" stroke-width="1.5" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true"><path d="{path}"/></svg>""");
}
