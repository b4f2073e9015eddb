using System.Globalization;
using Microsoft.Extensions.Localization;

namespace WorkOrders.Shared;

/// <summary>Short display times in Shanghai: 今天 14:05, 昨天 09:12, 11-18 09:12, 2025-11-18 09:12.</summary>
public static class ShortTime
{
    public static string Of(DateTimeOffset instant, DateTimeOffset now, IStringLocalizer<Text> text) => new ShortTimes(text, now).Of(instant);

    /// <summary>2026-11-20 14:05:09.</summary>
    public static string Full(DateTimeOffset instant) => BusinessTime.Local(instant).ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);

    /// <summary>2026-11-20 14:05.</summary>
    public static string ToTheMinute(DateTimeOffset instant) => Full(instant)[..16];
}

/// <summary>Formats many times of one page; looks up the texts and the current day only once.</summary>
public sealed class ShortTimes(IStringLocalizer<Text> text, DateTimeOffset now)
{
    private readonly DateOnly today = BusinessTime.DayOf(now);
    private readonly string[] near = [text["明天 {0}"], text["今天 {0}"], text["昨天 {0}"]];

    public string Of(DateTimeOffset instant)
    {
        var local = BusinessTime.Local(instant);
        var days = today.DayNumber - DateOnly.FromDateTime(local.DateTime).DayNumber;
        return days is >= -1 and <= 1
            ? near[days + 1].Replace("{0}", local.ToString("HH:mm", CultureInfo.InvariantCulture), StringComparison.Ordinal)
            : local.ToString(local.Year == today.Year ? "MM-dd HH:mm" : "yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
    }
}
