using System.Globalization;
using WorkOrders.Shared;

namespace WorkOrders.LookUps;

/// <summary>When a look-up is refused, and its words.</summary>
internal static class LookUpLimits
{
    /// <summary>Refusals of one person within this time are one row of the record.</summary>
    public static readonly TimeSpan OneRefusal = TimeSpan.FromMinutes(10);

    // Nobody can lift the limit for one person. What helps with a customer on the line: an order needs no number.
    private const string OfDay = "今天查询的完整号码已到上限 {0} 个，{1} 起可以继续。客户在线时，可以先不填这个号码保存工单，以后再补；查过哪些号码，合规和管理员在“号码查询记录”里可以看到。";

    private const string OfMinute = "查询完整号码太频繁：每分钟最多 {0} 个，{1} 起可以继续。";

    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    /// <summary>The limit that is reached, with the time when it ends; null when another number may be looked up.</summary>
    /// <param name="options">The limits.</param>
    /// <param name="ofMinute">When the look-up was that is as many back as the limit of a minute allows; null when there were fewer.</param>
    /// <param name="ofDay">The same for the limit of a day.</param>
    /// <param name="now">The time of the look-up.</param>
    public static LookUp? Reached(LookUpOptions options, DateTimeOffset? ofMinute, DateTimeOffset? ofDay, DateTimeOffset now)
    {
        var today = BusinessTime.DayOf(now);
        if (ofDay >= BusinessTime.StartOf(today))
        {
            var until = BusinessTime.StartOf(today.AddDays(1));
            return LookUp.Refused(OfDay, until, options.PerDay, ShortTime.ToTheMinute(until));
        }

        if (ofMinute > now - Minute)
        {
            var until = ofMinute.Value + Minute;
            var shown = BusinessTime.Local(until).ToString("HH:mm:ss", CultureInfo.InvariantCulture);
            return LookUp.Refused(OfMinute, until, options.PerMinute, shown);
        }

        return null;
    }
}
