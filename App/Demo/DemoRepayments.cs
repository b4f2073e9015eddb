using System.Text.Json.Nodes;
using WorkOrders.Customers;
using WorkOrders.LoanCore;
using WorkOrders.LoanCore.StandIn;
using WorkOrders.Shared;

namespace WorkOrders.Demo;

/// <summary>Past monthly answers of the stand-in core about one customer, with one period paid each month.</summary>
internal static class DemoRepayments
{
    private const int Months = 14;

    /// <summary>True when all contracts of the person run long enough and without overdue payments.</summary>
    public static bool IsRegular(IdNumber? id) =>
        id is not null && StandInAnswer.Contracts(id) is { Count: > 0 } contracts && contracts.All(c => !c.IsOverdue && c.SettledOn is null && c.Repayment?.PaidPeriods.Value > Months);

    /// <summary>One snapshot per month, oldest first, with one late payment at <paramref name="lateMonthsAgo"/>.</summary>
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

    // Evening of the 28th: the stand-in has no repayment day after the 28th.
    private static DateTimeOffset EndOfMonth(DateTimeOffset now, int monthsAgo)
    {
        var month = BusinessTime.DayOf(now).AddMonths(-monthsAgo);
        return BusinessTime.StartOf(new DateOnly(month.Year, month.Month, 28)).AddHours(22);
    }
}
