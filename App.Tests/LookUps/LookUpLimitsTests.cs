using WorkOrders.LookUps;

namespace WorkOrders.Tests.LookUps;

/// <summary>When a look-up is refused, and which settings are accepted; without a database.</summary>
public sealed class LookUpLimitsTests
{
    private static readonly LookUpOptions Limits = new();

    [Fact]
    public void Nobody_is_refused_below_both_limits()
    {
        Assert.Null(LookUpLimits.Reached(Limits, null, null, Given.Now));
        Assert.Null(LookUpLimits.Reached(Limits, Given.Now - TimeSpan.FromMinutes(1), null, Given.Now));
    }

    [Fact]
    public void The_limit_of_a_minute_ends_a_minute_after_the_look_up_that_filled_it()
    {
        var first = Given.Now - TimeSpan.FromSeconds(45);
        var refused = LookUpLimits.Reached(Limits, first, null, Given.Now)!;
        Refused(refused.Outcome, Refusal.Limit, "查询完整号码太频繁：每分钟最多 {0} 个，{1} 起可以继续。", 60, "14:00:15");
        Assert.Equal(first + TimeSpan.FromMinutes(1), refused.Until);
    }

    // 15:59 UTC is 23:59 in Shanghai.
    [Theory]
    [InlineData("2026-11-19T16:00:00Z", "2026-11-20T15:59:59Z", true)]
    [InlineData("2026-11-19T15:59:59Z", "2026-11-19T16:00:00Z", false)]
    [InlineData("2026-11-19T15:59:59Z", "2026-11-20T15:59:59Z", false)]
    public void The_day_is_a_day_in_Shanghai(string filled, string now, bool isRefused)
    {
        var at = DateTimeOffset.Parse(now, System.Globalization.CultureInfo.InvariantCulture);
        var refused = LookUpLimits.Reached(Limits, null, DateTimeOffset.Parse(filled, System.Globalization.CultureInfo.InvariantCulture), at);
        Assert.Equal(isRefused, refused is not null);
        if (refused is not null)
        {
            Refused(refused.Outcome, Refusal.Limit, "今天查询的完整号码已到上限 {0} 个，{1} 起可以继续。客户在线时，可以先不填这个号码保存工单，以后再补；查过哪些号码，合规和管理员在“号码查询记录”里可以看到。", 600, "2026-11-21 00:00");
            Assert.Equal(BusinessTime.StartOf(new DateOnly(2026, 11, 21)), refused.Until);
        }
    }

    [Fact]
    public void Wrong_settings_are_refused_at_the_start()
    {
        Assert.True(Limits.IsUsable);
        Assert.True(new LookUpOptions { HashKey = TestLookUps.HashKey }.IsUsable);
        LookUpOptions[] wrong =
        [
            new() { PerMinute = 0 }, new() { PerDay = -1 }, new() { SameFor = TimeSpan.FromSeconds(-1) }, new() { SameFor = TimeSpan.FromDays(2) },
            new() { Kept = TimeSpan.FromHours(1) }, new() { HashKey = "not Base64" }, new() { HashKey = Convert.ToBase64String(new byte[31]) },
        ];
        Assert.All(wrong, options => Assert.False(options.IsUsable));
    }

    [Theory]
    [InlineData("13812345678", true)]
    [InlineData("+86 138-1234-5678", true)]
    [InlineData("1381234567", false)]
    [InlineData("138123456789", false)]
    [InlineData("010-62345678", true)]
    [InlineData("0106234567", true)]
    [InlineData("010623456", false)]
    [InlineData("62345678", true)]
    [InlineData("95588", true)]
    [InlineData("4008123123", true)]
    [InlineData("0012125550123", true)]
    [InlineData("20240101000123", false)]
    public void A_number_that_may_still_be_typed_is_not_searched_for(string typed, bool isWhole) =>
        Assert.Equal(isWhole, SearchedNumber.In(typed).Phone is not null);

    // What somebody types slowly: only a mobile or a whole ID number can't be the beginning of a longer number.
    [Theory]
    [InlineData("13812345678", true)]
    [InlineData("86 13812345678", true)]
    [InlineData(Given.Id, true)]
    [InlineData("１１０１０５１９４９１２３１００２Ｘ", true)]
    [InlineData("110105010203123", false)]
    [InlineData("95588", false)]
    [InlineData("62345678", false)]
    [InlineData("1101051949", false)]
    [InlineData("010623456", false)]
    [InlineData("01062345678", false)]
    [InlineData("0012125550123", false)]
    public void While_one_types_only_what_cannot_go_on_is_compared(string typed, bool isCompared) =>
        Assert.Equal(isCompared, SearchedNumber.WhileTyped(typed).Value is not null);

    [Fact]
    public void An_ID_number_is_searched_for_as_one_number()
    {
        Assert.Equal((IdNumber.Parse(Given.Id), null), (SearchedNumber.In(" 110105194912310０２x ").Id, SearchedNumber.In(Given.Id).Phone));
        Assert.Null(SearchedNumber.In(Given.Id[..17]).Value);
        Assert.Null(SearchedNumber.In("张伟").Value);
    }
}
