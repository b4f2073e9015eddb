using Microsoft.AspNetCore.Mvc;
using WorkOrders.Shared;

namespace WorkOrders.Api;

/// <summary>From and until when, as a client writes it: Shanghai's wall clock, both included.</summary>
internal sealed record Period([FromQuery(Name = "startTime")] DateTime? StartTime, [FromQuery(Name = "endTime")] DateTime? EndTime)
{
    public DateTimeOffset? From => StartTime is { } start ? BusinessTime.FromLocal(start) : null;

    /// <summary>The first instant after it: a client's times have no fractions of a second.</summary>
    public DateTimeOffset? Before => EndTime is { } end ? BusinessTime.FromLocal(end.AddSeconds(1)) : null;

    public ApiFault? Fault() =>
        StartTime is { Year: < 1900 or > 2100 } ? new ApiFault("startTime", "{0}：格式不正确")
        : EndTime is { Year: < 1900 or > 2100 } ? new ApiFault("endTime", "{0}：格式不正确")
        : StartTime > EndTime ? new ApiFault("startTime", "{0}：不能晚于 {1}", "endTime")
        : null;
}
