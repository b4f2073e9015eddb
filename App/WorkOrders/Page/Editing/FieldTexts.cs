using System.Globalization;
using Microsoft.Extensions.Localization;
using WorkOrders.LoanCore;
using WorkOrders.Shared;
using WorkOrders.Taxonomy;
using WorkOrders.Ui.Lists;

namespace WorkOrders.Page.Editing;

/// <summary>Display texts of an order's fields: names for list values, Shanghai time, masked identifiers.</summary>
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

    /// <summary>The name for an id stored in an operation record; null for other values.</summary>
    public static string? NameOf(FieldName field, string value, OrderLists lists) =>
        OrderFields.All.Any(f => f.Name == field && f.Level is not null) && int.TryParse(value, CultureInfo.InvariantCulture, out var id)
            ? lists.Category(id)?.Name
            : null;
}
