using System.Globalization;
using System.Text.RegularExpressions;
using WorkOrders.LoanCore;
using WorkOrders.Shared;

namespace WorkOrders.Defaults.Bench;

/// <summary>
/// How many months in a row somebody paid on time, as far as kept answers of the loan core can tell. A month is on time when an answer
/// after its repayment day shows no arrears and one more paid period than the month before; it is late when arrears reach into it; of any
/// other nothing is known. Nothing is taken as on time only because nobody looked.
/// </summary>
public sealed partial record OnTimeStreak(int Months, StreakEnd End, DateOnly? BrokenIn, int? Demanded)
{
    /// <summary>How far back it looks.</summary>
    public const int MostMonths = 24;

    /// <summary>Null where the reason demands no months.</summary>
    public StreakVerdict? Verdict => Demanded is not { } demanded ? null
        : Months >= demanded ? StreakVerdict.Met
        : End == StreakEnd.Late ? StreakVerdict.NotMet
        : StreakVerdict.Unknown;

    /// <summary>连续 12 个月 → 12.</summary>
    public static int? DemandOf(string reason) =>
        MonthsInARow().Match(reason) is { Success: true } match ? int.Parse(match.Groups["months"].Value, CultureInfo.InvariantCulture) : null;

    /// <summary>Counts back from the last month that can be over; the present one counts once it is paid.</summary>
    public static OnTimeStreak Of(IEnumerable<Observation> observations, DateTimeOffset now, int? demanded)
    {
        var seen = observations.Where(o => o.At <= now).OrderBy(o => o.At).ToList();
        var month = FirstOf(BusinessTime.DayOf(now));
        if (StateOf(seen, month) == MonthState.Unknown)
        {
            month = month.AddMonths(-1);
        }

        for (var months = 0; months < MostMonths; months++, month = month.AddMonths(-1))
        {
            var state = StateOf(seen, month);
            if (state != MonthState.OnTime)
            {
                return new OnTimeStreak(months, state == MonthState.Late ? StreakEnd.Late : StreakEnd.Unknown, month, demanded);
            }
        }

        return new OnTimeStreak(MostMonths, StreakEnd.FarEnough, null, demanded);
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

    // No arrears and not a period more: deferred perhaps, but not paid. One that wasn't there yet has its first period to come.
    private static bool HasPaid(ObservedContract now, IReadOnlyList<ObservedContract> before) =>
        before.FirstOrDefault(c => c.Key == now.Key) is not { } earlier || (now.PaidPeriods is { } paid && earlier.PaidPeriods is { } had && paid > had);

    private static DateOnly FirstOf(DateOnly day) => new(day.Year, day.Month, 1);

    [GeneratedRegex(@"连续 ?(?<months>[0-9]{1,2}) ?个月", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex MonthsInARow();

    private enum MonthState
    {
        Unknown,
        OnTime,
        Late,
    }
}

/// <summary>What the core said at one moment; the contracts are null where only the arrears were read.</summary>
public sealed record Observation(DateTimeOffset At, int MostOverdueDays, IReadOnlyList<ObservedContract>? Contracts)
{
    public DateOnly Day { get; } = BusinessTime.DayOf(At);
}

/// <summary>One contract of it; an unknown repayment day counts as the last of the month.</summary>
public sealed record ObservedContract((string? Source, string? ApplyNo) Key, decimal? PaidPeriods, int RepaymentDay, bool IsSettled)
{
    private const int LastDay = 31;

    public static ObservedContract Of(LoanContract contract) => new(
        contract.Key, contract.Repayment?.PaidPeriods.Value, contract.HasOddRepaymentDay ? LastDay : (int)(contract.RepaymentDay.Value ?? LastDay),
        contract.SettledOn is not null || (contract.Repayment?.PaidPeriods.Value is { } paid && contract.FinancingPeriod.Value is { } all && paid >= all));
}

/// <summary>Why it doesn't go on.</summary>
public enum StreakEnd
{
    Unknown,
    Late,
    FarEnough,
}

/// <summary>Whether the demanded months are there.</summary>
public enum StreakVerdict
{
    Met,
    NotMet,
    Unknown,
}
