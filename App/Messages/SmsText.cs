using System.Text.RegularExpressions;
using WorkOrders.Shared;

namespace WorkOrders.Messages;

/// <summary>What a short message may say, and what it costs.</summary>
public static partial class SmsText
{
    public const int MaxLength = 500;
    private const int OnePart = 70;
    private const int PartOfMany = 67;

    /// <summary>What a template may have in braces, and what of the order takes its place.</summary>
    public static readonly IReadOnlyDictionary<string, Func<WorkOrder, string?>> Placeholders = new Dictionary<string, Func<WorkOrder, string?>>(StringComparer.Ordinal)
    {
        ["客户姓名"] = order => order.CustomerName,
        ["工单号"] = order => order.Number,
        ["到期时间"] = order => order.DueAt is { } due ? ShortTime.Full(due) : null,
    };

    /// <summary>The first name in braces that means nothing; null when all do.</summary>
    public static string? UnknownIn(string text) => Names().Matches(text).Select(m => m.Groups["name"].Value).FirstOrDefault(name => !Placeholders.ContainsKey(name));

    /// <summary>What the order doesn't have stays empty.</summary>
    public static string Fill(string template, WorkOrder order) =>
        Names().Replace(template, match => Placeholders.TryGetValue(match.Groups["name"].Value, out var value) ? value(order) ?? "" : match.Value);

    /// <summary>How many messages the network makes of it: 70 characters, or 67 of each when there are several.</summary>
    public static int PartsOf(string? text) => text?.Length is not { } length || length == 0 ? 0 : length <= OnePart ? 1 : (length + PartOfMany - 1) / PartOfMany;

    [GeneratedRegex(@"\{(?<name>[^{}]*)\}", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Names();
}
