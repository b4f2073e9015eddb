using WorkOrders.Shared;

namespace WorkOrders.Customers;

/// <summary>A field of a customer: all that form, import, export, merge and history know of it. The list is <see cref="CustomerFields.All"/>.</summary>
/// <param name="Name">Its name in history and on pages.</param>
/// <param name="Json">Its name in the JSON API.</param>
/// <param name="Kind">How it is typed.</param>
/// <param name="Length">Maximum length in characters.</param>
/// <param name="Get">Reads the value.</param>
/// <param name="Copy">The first values with the field of the second.</param>
public sealed record CustomerField(
    FieldName Name, string Json, CustomerFieldKind Kind, int Length, Func<CustomerValues, object?> Get, Func<CustomerValues, CustomerValues, CustomerValues> Copy)
{
    /// <summary>The value is <see cref="Sensitive"/>: it is shown masked and revealed on request.</summary>
    public bool IsMasked => Kind is CustomerFieldKind.Phone or CustomerFieldKind.IdNumber or CustomerFieldKind.Email or CustomerFieldKind.Address;
}

/// <summary>How a field of a customer is typed.</summary>
public enum CustomerFieldKind
{
    Line,
    Choice,
    Phone,
    IdNumber,
    Email,
    TaxId,
    Address,
    Owner,
}
