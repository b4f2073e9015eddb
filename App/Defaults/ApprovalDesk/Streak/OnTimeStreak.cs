using WorkOrders.LoanCore;
using WorkOrders.Shared;

namespace WorkOrders.Defaults.ApprovalDesk.Streak;

/// <summary>
/// 连续按时还款: number of consecutive months paid on time, calculated from the stored snapshots of the loan core. A month is on time
/// if a snapshot after its repayment day shows no arrears and at least one more paid period than the month before. It is late if
/// arrears cover it. Otherwise it is unknown; a month without snapshots never counts as on time.
/// </summary>
public sealed record OnTimeStreak(int Months, StreakEnd End, DateOnly? BrokenIn, int? Demanded)
{
    private const int FewestMonthsBack = 24;

    /// <summary>Null if the reason requires no months.</summary>
    public StreakVerdict? Verdict => Demanded is not { } demanded ? null
        : Months >= demanded ? StreakVerdict.Met
        : End == StreakEnd.Late ? StreakVerdict.NotMet
        : StreakVerdict.Unknown;

    /// <summary>Number of months to look back: as many as the reason requires, at least 24.</summary>
    public static int MonthsBack(int? demanded) => Math.Max(FewestMonthsBack, demanded ?? 0);

    /// <summary>Counts back from the last month that can be complete; the current month counts once it is paid.</summary>
    public static OnTimeStreak Of(IEnumerable<Observation> observations, DateTimeOffset now, int? demanded)
    {
        var seen = observations.Where(o => o.At <= now).OrderBy(o => o.At).ToList();
        var month = FirstOf(BusinessTime.DayOf(now));
        if (StateOf(seen, month) == MonthState.Unknown)
        {
            month = month.AddMonths(-1);
        }

        var most = MonthsBack(demanded);
        for (var months = 0; months < most; months++, month = month.AddMonths(-1))
        {
            var state = StateOf(seen, month);
            if (state != MonthState.OnTime)
            {
                return new OnTimeStreak(months, state == MonthState.Late ? StreakEnd.Late : StreakEnd.Unknown, month, demanded);
            }
        }

        return new OnTimeStreak(most, StreakEnd.LimitReached, null, demanded);
    }

    private static MonthState StateOf(List<Observation> seen, DateOnly month)
    {
        if (seen.Exists(o => o.MostOverdueDays > 0 && FirstOf(o.Day.AddDays(-o.MostOverdueDays)) <= month && month <= FirstOf(o.Day)))
        {
            return MonthState.Late;
        }

        var last = seen.FindLast(o => FirstOf(o.Day) == month && o.Contracts is not null);
        var running = last?.Contracts!.Where(c => !c.IsSettled).ToList() ?? [];
        if (running.Count == 0 || running.Exists(c => c.RepaymentDay > last!.Day.Day && last.Day.AddDays(1).Month == month.Month))
        {
            return MonthState.Unknown;
        }

        var before = seen.FindLast(o => FirstOf(o.Day) == month.AddMonths(-1) && o.Contracts is not null);
        return before is not null && running.TrueForAll(c => HasPaid(c, before.Contracts!)) ? MonthState.OnTime : MonthState.Unknown;
    }

    // No arrears but no new paid period means possibly deferred, not paid. A new contract has no payment due in its first month.
    private static bool HasPaid(ObservedContract now, IReadOnlyList<ObservedContract> before) =>
        before.FirstOrDefault(c => c.Key == now.Key) is not { } earlier || (now.PaidPeriods is { } paid && earlier.PaidPeriods is { } had && paid > had);

    private static DateOnly FirstOf(DateOnly day) => new(day.Year, day.Month, 1);

    private enum MonthState
    {
        Unknown,
        OnTime,
        Late,
    }
}

/// <summary>State of the loan core at one time; Contracts is null if only the arrears were read.</summary>
public sealed record Observation(DateTimeOffset At, int MostOverdueDays, IReadOnlyList<ObservedContract>? Contracts)
{
    public DateOnly Day { get; } = BusinessTime.DayOf(At);
}

/// <summary>One contract of an observation; an unknown repayment day is treated as the last day of the month.</summary>
public sealed record ObservedContract((string? Source, string? ApplyNo) Key, decimal? PaidPeriods, int RepaymentDay, bool IsSettled)
{
    private const int LastDay = 31;

    public static ObservedContract Of(LoanContract contract) => new(
        contract.Key, contract.Repayment?.PaidPeriods.Value, contract.HasOddRepaymentDay ? LastDay : (int)(contract.RepaymentDay.Value ?? LastDay),
        contract.SettledOn is not null || (contract.Repayment?.PaidPeriods.Value is { } paid && contract.FinancingPeriod.Value is { } all && paid >= all));
}

/// <summary>Why the streak ends.</summary>
public enum StreakEnd
{
    Unknown,
    Late,
    LimitReached,
}

/// <summary>Whether the required number of months is met.</summary>
public enum StreakVerdict
{
    Met,
    NotMet,
    Unknown,
}
