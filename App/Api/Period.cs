using Microsoft.AspNetCore.Mvc;

namespace WorkOrders.Api;

/// <summary>A period; both ends are inclusive.</summary>
internal sealed record Period([FromQuery(Name = "startTime")] PeriodEnd? StartTime, [FromQuery(Name = "endTime")] PeriodEnd? EndTime)
{
    public DateTimeOffset? From => StartTime?.First;

    /// <summary>The first instant after the period.</summary>
    public DateTimeOffset? Before => EndTime?.After;

    public ApiFault? Fault() => From >= Before ? new ApiFault("startTime", "{0}：不能晚于 {1}", "endTime") : null;
}
