using System.Globalization;

namespace WorkOrders.Tests.Support;

/// <summary>
/// The clock of applications under test: the machine's, or so far off it as <c>TEST_CLOCK_OFFSET</c> says (05:30, 1.04:00), for what
/// demo data and days of business look like at another time of day. Durations run as they do.
/// </summary>
internal sealed class TestTime : TimeProvider
{
    public static readonly TestTime Now = new();

    private static readonly TimeSpan Offset = TimeSpan.TryParse(Environment.GetEnvironmentVariable("TEST_CLOCK_OFFSET"), CultureInfo.InvariantCulture, out var offset) ? offset : TimeSpan.Zero;

    private TestTime()
    {
    }

    public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + Offset;
}
