using System.Globalization;

namespace WorkOrders.Tests.Support;

/// <summary>
/// The clock of applications under test: the machine's clock plus <c>TEST_CLOCK_OFFSET</c> (05:30, 1.04:00), to test demo data and
/// business days at another time of day. Durations are not changed.
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
