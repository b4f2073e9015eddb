using WorkOrders.Messages;
using WorkOrders.Shared;

namespace WorkOrders.FollowUps;

/// <summary>Placeholder values of an order for short messages.</summary>
public static class OrderPlaceholders
{
    public static readonly SmsPlaceholder CustomerName = new("客户姓名");
    public static readonly SmsPlaceholder Number = new("工单号");
    public static readonly SmsPlaceholder DueAt = new("到期时间");

    /// <summary>Null when the order has no value.</summary>
    public static string? ValueOf(SmsPlaceholder placeholder, WorkOrder order) =>
        placeholder == CustomerName ? order.CustomerName
        : placeholder == Number ? order.Number
        : placeholder == DueAt && order.DueAt is { } due ? ShortTime.Full(due)
        : null;
}
