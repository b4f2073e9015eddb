using WorkOrders.Api;

namespace WorkOrders.Tests.Api;

public sealed class PeriodEndTests
{
    [Theory]
    [InlineData("2026-11-21T08:00:00", "2026-11-21T00:00:00Z", "2026-11-21T00:00:01Z")]
    [InlineData("2026-11-21T08:00", "2026-11-21T00:00:00Z", "2026-11-21T00:00:01Z")]
    [InlineData("2026-11-21T00:00:00Z", "2026-11-21T00:00:00Z", "2026-11-21T00:00:01Z")]
    [InlineData("2026-11-21T00:00:00.250Z", "2026-11-21T00:00:00.250Z", "2026-11-21T00:00:01.250Z")]
    [InlineData("2026-11-21T08:00:00+08:00", "2026-11-21T00:00:00Z", "2026-11-21T00:00:01Z")]
    [InlineData("2026-11-21T08:00:00 08:00", "2026-11-21T00:00:00Z", "2026-11-21T00:00:01Z")]
    [InlineData("2026-11-20T19:00:00-05:00", "2026-11-21T00:00:00Z", "2026-11-21T00:00:01Z")]
    [InlineData("2026-11-21", "2026-11-20T16:00:00Z", "2026-11-21T16:00:00Z")]
    public void A_time_is_Shanghais_unless_it_says_another_offset_and_a_day_is_the_whole_day(string text, string first, string after)
    {
        Assert.True(PeriodEnd.TryParse(text, null, out var end));
        Assert.Equal((DateTimeOffset.Parse(first), DateTimeOffset.Parse(after)), (end.First, end.After));
    }

    [Theory]
    [InlineData("11/21/2026")]
    [InlineData("2026-11-21 08:00:00")]
    [InlineData("2026-11-31")]
    [InlineData("0001-01-01T00:00:00")]
    [InlineData("9999-12-31T23:59:59Z")]
    [InlineData("")]
    [InlineData(null)]
    public void What_is_no_such_time_is_none(string? text) => Assert.False(PeriodEnd.TryParse(text, null, out _));
}
