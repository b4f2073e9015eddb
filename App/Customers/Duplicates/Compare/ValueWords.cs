using System.Globalization;
using Microsoft.Extensions.Localization;
using WorkOrders.Shared;

namespace WorkOrders.Customers.Duplicates.Compare;

/// <summary>How a value of a field is written: masked, and in the user's language.</summary>
internal static class ValueWords
{
    /// <summary>Null for an empty value. An owner whose name is not known is written by number.</summary>
    public static string? Of(CustomerField field, object? value, IReadOnlyDictionary<int, string> owners, IStringLocalizer texts) => value switch
    {
        null => null,
        CustomerType type => texts[type.Text()],
        CustomerLevel level => texts[level.Text()],
        int owner when field.Kind == CustomerFieldKind.Owner => owners.GetValueOrDefault(owner) ?? owner.ToString(CultureInfo.InvariantCulture),
        Sensitive sensitive => sensitive.Masked,
        _ => FreeText.MaskNumbers(Convert.ToString(value, CultureInfo.InvariantCulture)!),
    };
}
