using WorkOrders.Shared;

namespace WorkOrders.Customers.Contacts;

/// <summary>Form model of a contact. Telephone and e-mail are masked; left as they are they stay what they were.</summary>
public sealed class ContactInput(Contact? contact = null)
{
    /// <summary>Null for a new contact.</summary>
    public long? Id => contact?.Id;

    /// <summary>The version that was shown.</summary>
    public int Version => contact?.Version ?? 0;

    public string? Name { get; set; } = contact?.Name;

    public string? Position { get; set; } = contact?.Position;

    public string? Phone { get; set; } = contact?.Phone?.Masked;

    public string? Email { get; set; } = contact?.Email?.Masked;

    public bool IsTyped => (Name, Position, Phone, Email) != (contact?.Name, contact?.Position, contact?.Phone?.Masked, contact?.Email?.Masked);

    public ContactFields Fields => new(
        Normalise.Line(Name), Normalise.Line(Position),
        IsKept(Phone, contact?.Phone) ? contact?.Phone : PhoneNumber.Parse(Phone), IsKept(Email, contact?.Email) ? contact?.Email : EmailAddress.Parse(Email));

    /// <summary>What is typed here, over a newer version of the contact. A number that was left masked is that of the newer version.</summary>
    public ContactInput Over(Contact fresh)
    {
        ArgumentNullException.ThrowIfNull(fresh);
        return new(fresh)
        {
            Name = Name,
            Position = Position,
            Phone = IsKept(Phone, contact?.Phone) ? fresh.Phone?.Masked : Phone,
            Email = IsKept(Email, contact?.Email) ? fresh.Email?.Masked : Email,
        };
    }

    public IEnumerable<FieldError> Errors()
    {
        var fields = Fields;
        foreach (var error in fields.Errors())
        {
            yield return error;
        }

        if (fields.Phone is null && Normalise.Text(Phone) is not null)
        {
            yield return new FieldError(ContactActions.Phone.Text, "{0}应为 5 至 19 位数字，可带区号、空格或连字符");
        }

        if (fields.Email is null && Normalise.Text(Email) is not null)
        {
            yield return new FieldError(ContactActions.Email.Text, "{0}应如 name@example.com");
        }
    }

    private static bool IsKept(string? typed, Sensitive? kept) => kept is not null && Normalise.Text(typed) == kept.Masked;
}
