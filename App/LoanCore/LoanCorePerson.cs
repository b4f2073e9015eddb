using WorkOrders.Shared;

namespace WorkOrders.LoanCore;

/// <summary>客户基本信息 as the core has it: identifiers are masked whether or not they have the right form.</summary>
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

    /// <summary>Every field under its Chinese name, in the order of the screen; the names differ from those of the order's own identifiers.</summary>
    public static readonly IReadOnlyList<PersonField> Fields =
    [
        new("客户姓名", p => p.Name), new("性别", p => p.Gender), new("证件号", p => p.IdNumber), new("婚姻状况", p => p.MaritalStatus),
        new("手机号", p => p.Phone), new("单位名称", p => p.CompanyName), new("居住地址", p => p.Address), new("单位地址", p => p.CompanyAddress),
        new("配偶姓名", p => p.SpouseName, IsFamily: true), new("联系人姓名", p => p.ContactName, IsFamily: true),
        new("配偶手机号", p => p.SpousePhone, IsFamily: true), new("联系人手机号", p => p.ContactPhone, IsFamily: true),
        new("配偶证件号", p => p.SpouseIdNumber, IsFamily: true),
    ];

    /// <summary>The masked field of a Chinese name, for revealing it.</summary>
    public Sensitive? SensitiveField(string field) => Fields.FirstOrDefault(f => f.Name == field)?.Value(this) as Sensitive;
}

/// <summary>A field of the person; <paramref name="Value"/> is a text or a <see cref="Sensitive"/>. Spouse and contact are family: folded away.</summary>
public sealed record PersonField(string Name, Func<LoanCorePerson, object?> Value, bool IsFamily = false);
