using System.Text.Json.Nodes;
using WorkOrders.Customers;
using WorkOrders.LoanCore;
using WorkOrders.LoanCore.StandIn;
using WorkOrders.Shared;

namespace WorkOrders.Database.Demo;

/// <summary>What the stand-in core would have said of a customer in the months before: a period paid each month.</summary>
internal static class DemoRepayments
{
    private const int Months = 14;

    /// <summary>The stand-in knows contracts that run without arrears and long enough.</summary>
    public static bool IsRegular(IdNumber? id) =>
        id is not null && StandInAnswer.Contracts(id) is { Count: > 0 } contracts && contracts.All(c => !c.IsOverdue && c.SettledOn is null && c.Repayment?.PaidPeriods.Value > Months);

    /// <summary>One answer a month, oldest first; once late where <paramref name="lateMonthsAgo"/> says so.</summary>
    public static IEnumerable<LoanCoreSnapshot> Snapshots(Customer customer, DateTimeOffset now, int? lateMonthsAgo)
    {
        for (var ago = Months; ago >= 1; ago--)
        {
            var data = StandInAnswer.Data(customer.IdNumber!.Unmask(), new KnownPerson(customer.Name, customer.Phone?.Unmask(), customer.Address?.Unmask()), daysLater: 0);
            foreach (var repayment in data["repaymentDetails"]!.AsArray().Select(r => r!.AsObject()))
            {
                repayment["paidPeriods"] = repayment["paidPeriods"]!.GetValue<int>() - ago - (ago == lateMonthsAgo ? 1 : 0);
                (repayment["overdueDays"], repayment["overdueStatus"]) = ago == lateMonthsAgo ? (12, "M1") : (0, "未逾期");
            }

            var body = new JsonObject { ["code"] = LoanCoreReply.Good, ["msg"] = "成功", ["data"] = data }.ToJsonString();
            yield return new LoanCoreSnapshot(customer.IdNumber!, LoanCoreAnswer.Read(body), EndOfMonth(now, ago));
        }
    }

    // In the evening of the 28th, after every repayment day of the stand-in: that is the 28th at the latest.
    private static DateTimeOffset EndOfMonth(DateTimeOffset now, int monthsAgo)
    {
        var month = BusinessTime.DayOf(now).AddMonths(-monthsAgo);
        return BusinessTime.StartOf(new DateOnly(month.Year, month.Month, 28)).AddHours(22);
    }
}
