using System.Globalization;
using Microsoft.Extensions.Localization;

namespace WorkOrders.Shared;

/// <summary>Times of the screen, in Shanghai: 今天 14:05, 昨天 09:12, 11-18 09:12, 2025-11-18 09:12.</summary>
public static class ShortTime
{
    public static string Of(DateTimeOffset instant, DateTimeOffset now, IStringLocalizer<Text> text)
    {
        var local = BusinessTime.Local(instant);
        var today = BusinessTime.DayOf(now);
        var time = local.ToString("HH:mm", CultureInfo.InvariantCulture);
        return (today.DayNumber - DateOnly.FromDateTime(local.DateTime).DayNumber) switch
        {
            0 => text["今天 {0}", time],
            1 => text["昨天 {0}", time],
            -1 => text["明天 {0}", time],
            _ => local.ToString(local.Year == today.Year ? "MM-dd HH:mm" : "yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture),
        };
    }

    /// <summary>2026-11-20 14:05:09.</summary>
    public static string Full(DateTimeOffset instant) => BusinessTime.Local(instant).ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
}
