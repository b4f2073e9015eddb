using WorkOrders.Defaults.ApprovalDesk.Streak;

namespace WorkOrders.Tests.Defaults.ApprovalDesk;

public sealed class OnTimeStreakTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 20, 6, 0, 0, TimeSpan.Zero);

    [Fact]
    public void A_period_more_each_month_without_arrears_is_a_streak()
    {
        var streak = OnTimeStreak.Of(Months(14), Now, 12);
        Assert.Equal((13, StreakEnd.Unknown, StreakVerdict.Met), (streak.Months, streak.End, streak.Verdict));
    }

    [Fact]
    public void Arrears_end_it_also_when_they_are_only_seen_in_the_month_after()
    {
        var late = Months(14).Select(o => o.Day is { Year: 2026, Month: 6 } ? o with { MostOverdueDays = 12 } : o);
        Assert.Equal((4, StreakEnd.Late, new DateOnly(2026, 6, 1), StreakVerdict.NotMet), Of(late));
        var seenLater = Months(14).Select(o => o.Day is { Year: 2026, Month: 7 } ? o with { MostOverdueDays = 40 } : o);
        Assert.Equal((3, StreakEnd.Late, new DateOnly(2026, 7, 1), StreakVerdict.NotMet), Of(seenLater));
        var thisMonth = Months(14).Append(new Observation(Now, 3, null));
        Assert.Equal((0, StreakEnd.Late, new DateOnly(2026, 11, 1), StreakVerdict.NotMet), Of(thisMonth));
    }

    [Fact]
    public void Nobody_looked_is_not_on_time()
    {
        Assert.Equal((0, StreakEnd.Unknown, new DateOnly(2026, 10, 1), StreakVerdict.Unknown), Of([]));
        Assert.Equal((2, StreakEnd.Unknown, new DateOnly(2026, 8, 1), StreakVerdict.Unknown), Of(Months(14).Where(o => o.Day.Month != 7)));
        Assert.Equal((11, StreakEnd.Unknown, new DateOnly(2025, 11, 1), StreakVerdict.Unknown), Of(Months(12)));
    }

    [Fact]
    public void An_answer_before_the_repayment_day_proves_nothing_of_its_month()
    {
        var early = Months(14).Select(o => o with { Contracts = [o.Contracts![0] with { RepaymentDay = 29 }] });
        Assert.Equal(0, Of(early).Months);
        var unknownDay = Months(14).Select(o => o with { Contracts = [o.Contracts![0] with { RepaymentDay = 31 }] });
        Assert.Equal(0, Of(unknownDay).Months);
    }

    [Fact]
    public void A_month_without_a_period_more_was_not_paid()
    {
        var deferred = Months(14).Select(o => o.Day <= new DateOnly(2026, 6, 30) ? o : o with { Contracts = [o.Contracts![0] with { PaidPeriods = o.Contracts[0].PaidPeriods - 1 }] });
        Assert.Equal((3, StreakEnd.Unknown, new DateOnly(2026, 7, 1), StreakVerdict.Unknown), Of(deferred));
        Assert.Equal(0, Of(Months(14).Select(o => o with { Contracts = [o.Contracts![0] with { PaidPeriods = null }] })).Months);
    }

    [Fact]
    public void Without_a_running_contract_there_is_nothing_to_pay_on_time() =>
        Assert.Equal(0, Of(Months(14).Select(o => o with { Contracts = [o.Contracts![0] with { IsSettled = true }] })).Months);

    [Fact]
    public void The_present_month_counts_once_it_is_paid()
    {
        var paid = Months(12).Append(new Observation(Now, 0, [Contract(100) with { RepaymentDay = 15 }]));
        Assert.Equal(12, Of(paid).Months);
    }

    [Theory]
    [InlineData(null, 24)]
    [InlineData(12, 24)]
    [InlineData(36, 36)]
    public void It_looks_back_two_years_or_as_far_as_the_reason_demands(int? demanded, int months)
    {
        var streak = OnTimeStreak.Of(Months(40), Now, demanded);
        Assert.Equal((months, StreakEnd.LimitReached), (streak.Months, streak.End));
        Assert.Equal(demanded is null ? null : StreakVerdict.Met, streak.Verdict);
    }

    [Fact]
    public void A_reason_without_months_gets_no_verdict() => Assert.Null(OnTimeStreak.Of(Months(14), Now, null).Verdict);

    private static (int Months, StreakEnd End, DateOnly? BrokenIn, StreakVerdict? Verdict) Of(IEnumerable<Observation> observations)
    {
        var streak = OnTimeStreak.Of(observations, Now, 12);
        return (streak.Months, streak.End, streak.BrokenIn, streak.Verdict);
    }

    // One observation on the 28th of each previous month; the contract is due on the 20th.
    private static IEnumerable<Observation> Months(int count) => Enumerable.Range(1, count)
        .Select(ago => new Observation(BusinessTime.StartOf(new DateOnly(2026, 11, 28).AddMonths(-ago)).AddHours(20), 0, [Contract(50 - ago)]));

    private static ObservedContract Contract(int paid) => new(("CYC", "SQ1"), paid, 20, IsSettled: false);
}
