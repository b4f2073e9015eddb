using WorkOrders.Shared;

namespace WorkOrders.Customers.Contacts;

/// <summary>The values of a contact, normalised.</summary>
public sealed record ContactFields(string? Name, string? Position, PhoneNumber? Phone, EmailAddress? Email)
{
    /// <summary>Errors by field; empty when the contact can be saved.</summary>
    public IEnumerable<FieldError> Errors()
    {
        if (Name is null)
        {
            yield return new FieldError(ContactActions.Name.Text, "{0}不能为空");
        }

        foreach (var (field, value) in new[] { (ContactActions.Name, Name), (ContactActions.Position, Position) })
        {
            if (value?.Length > Contact.NameLength)
            {
                yield return new FieldError(field.Text, "{0}不能超过 {1} 个字", Contact.NameLength);
            }
            else if (NumberInName.ErrorOf(field.Text, value) is { } error)
            {
                yield return error;
            }
        }
    }

    /// <summary>The differences for history; of the contact with this name.</summary>
    internal static List<FieldChange> Changes(ContactFields? from, ContactFields? to)
    {
        var item = from?.Name ?? to?.Name;
        return
        [
            .. new[]
            {
                FieldChange.Between(ContactActions.Name, from?.Name, to?.Name),
                FieldChange.Between(ContactActions.Position, from?.Position, to?.Position, item),
                FieldChange.Between(ContactActions.Phone, from?.Phone, to?.Phone, item),
                FieldChange.Between(ContactActions.Email, from?.Email, to?.Email, item),
            }.OfType<FieldChange>(),
        ];
    }
}
