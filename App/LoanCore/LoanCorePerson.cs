using WorkOrders.Shared;

namespace WorkOrders.LoanCore;

/// <summary>客户基本信息 from the core. Personal data is masked, valid or not.</summary>
public sealed record LoanCorePerson
{
    public static readonly LoanCorePerson Nobody = new();

    public string? Name { get; init; }

    public IdNumber? IdNumber { get; init; }

    public PhoneNumber? Phone { get; init; }

    public string? MaritalStatus { get; init; }

    public string? Gender { get; init; }

    public PostalAddress? Address { get; init; }

    public string? CompanyName { get; init; }

    public PostalAddress? CompanyAddress { get; init; }

    public string? SpouseName { get; init; }

    public IdNumber? SpouseIdNumber { get; init; }

    public PhoneNumber? SpousePhone { get; init; }

    public string? ContactName { get; init; }

    public PhoneNumber? ContactPhone { get; init; }

    /// <summary>All fields in display order; the names differ from those of the order's own fields.</summary>
    public static readonly IReadOnlyList<PersonField> Fields =
    [
        new(PersonFields.Name, p => p.Name), new(PersonFields.Gender, p => p.Gender), new(PersonFields.IdNumber, p => p.IdNumber), new(PersonFields.MaritalStatus, p => p.MaritalStatus),
        new(PersonFields.Phone, p => p.Phone), new(PersonFields.CompanyName, p => p.CompanyName), new(PersonFields.Address, p => p.Address), new(PersonFields.CompanyAddress, p => p.CompanyAddress),
        new(PersonFields.SpouseName, p => p.SpouseName, IsFamily: true), new(PersonFields.ContactName, p => p.ContactName, IsFamily: true),
        new(PersonFields.SpousePhone, p => p.SpousePhone, IsFamily: true), new(PersonFields.ContactPhone, p => p.ContactPhone, IsFamily: true),
        new(PersonFields.SpouseIdNumber, p => p.SpouseIdNumber, IsFamily: true),
    ];

    /// <summary>The masked field, for revealing it.</summary>
    public Sensitive? SensitiveField(FieldName field) => Fields.FirstOrDefault(f => f.Name == field)?.Value(this) as Sensitive;
}

/// <summary>A field of the person; <paramref name="Value"/> is a text or a <see cref="Sensitive"/>. Spouse and contact are shown collapsed.</summary>
public sealed record PersonField(FieldName Name, Func<LoanCorePerson, object?> Value, bool IsFamily = false);
