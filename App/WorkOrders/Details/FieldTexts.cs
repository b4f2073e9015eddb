using System.Globalization;
using Microsoft.Extensions.Localization;
using WorkOrders.Shared;

namespace WorkOrders.Details;

/// <summary>Values of an order's fields in words: names for list values, Shanghai time, masks for identifiers.</summary>
public static class FieldTexts
{
    /// <summary>A value of <see cref="WorkOrderFields"/>; null when it is empty.</summary>
    public static string? Of(object? value, OrderLists lists, IStringLocalizer texts) => value switch
    {
        null => null,
        Enum member => texts[member.Text()],
        DateTimeOffset time => WorkOrderInput.Format(time),
        ProblemPath path => lists.Path(path.Type, path.Topic, path.Subtopic),
        Sensitive sensitive => sensitive.Masked,
        _ => value.ToString(),
    };

    /// <summary>A value as an operation record stores it.</summary>
    public static string? Stored(string field, string? value, OrderLists lists, IStringLocalizer texts) => value is null ? null : field switch
    {
        "状态" => Name<WorkOrderStatus>(value, texts),
        "优先级" => Name<Priority>(value, texts),
        "办结依据" => Name<SettlementBasis>(value, texts),
        "问题类型" or "问题主题" or "问题主题细分" => int.TryParse(value, CultureInfo.InvariantCulture, out var id) ? lists.Category(id)?.Name ?? value : value,
        "到期时间" => DateTimeOffset.TryParse(value, CultureInfo.InvariantCulture, out var time) ? WorkOrderInput.Format(time) : value,
        _ => value,
    };

    private static string Name<T>(string value, IStringLocalizer texts)
        where T : struct, Enum => Enum.TryParse<T>(value, out var member) && Enum.IsDefined(member) ? texts[member.Text()] : value;
}
