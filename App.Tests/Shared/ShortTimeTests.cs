using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Localization;

namespace WorkOrders.Tests;

public sealed class ShortTimeTests
{
    private static readonly IStringLocalizer<Text> Words =
        new ServiceCollection().AddLogging().AddLocalization().BuildServiceProvider().GetRequiredService<IStringLocalizer<Text>>();

    // Now is Friday 2026-11-20, 14:00 in Shanghai.
    [Theory]
    [InlineData("2026-11-20T14:05", "今天 14:05")]
    [InlineData("2026-11-20T00:00", "今天 00:00")]
    [InlineData("2026-11-19T23:59", "昨天 23:59")]
    [InlineData("2026-11-21T08:00", "明天 08:00")]
    [InlineData("2026-11-18T09:12", "11-18 09:12")]
    [InlineData("2025-11-20T09:12", "2025-11-20 09:12")]
    public void A_time_reads_as_people_say_it(string local, string expected)
    {
        CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo("zh-CN");
        var instant = BusinessTime.FromLocal(DateTime.Parse(local, CultureInfo.InvariantCulture));
        Assert.Equal(expected, ShortTime.Of(instant, Given.Now, Words));
    }

    [Fact]
    public void The_full_time_is_of_Shanghai() =>
        Assert.Equal(("2026-11-20 14:00:00", "2026-11-20 14:00"), (ShortTime.Full(Given.Now), ShortTime.ToTheMinute(Given.Now)));
}
