using Microsoft.AspNetCore.WebUtilities;
using WorkOrders.Shared;

namespace WorkOrders.NewOrder;

/// <summary>来电弹屏: the telephone system opens 新建工单 with the caller's data in the query string.</summary>
internal static class ScreenPop
{
    // Longer than any field allows, so that validation reports the error; short enough to keep the page fast.
    private const int LongestValue = 200;

    public static WorkOrderInput Read(string query)
    {
        var values = QueryHelpers.ParseQuery(query);
        return new WorkOrderInput
        {
            CallerNumber = Text("callerNumber"),
            CustomerPhone = Text("customerPhone"),
            CustomerName = Text("customerName"),
            IdNumber = Text("idNumber"),
            ApplyNo = Text("applyNo"),
            ContractNo = Text("contractNo"),
        };

        string? Text(string name) => Normalise.Text(values.GetValueOrDefault(name)) is { } text ? Normalise.Start(text, LongestValue) : null;
    }
}
