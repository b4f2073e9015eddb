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

    public bool HasFamily => SpouseName is not null || SpouseIdNumber is not null || SpousePhone is not null || ContactName is not null || ContactPhone is not null;

    /// <summary>The masked field of a Chinese name, for revealing it.</summary>
    public Sensitive? SensitiveField(string field) => field switch
    {
        "核心证件号" => IdNumber,
        "核心手机号" => Phone,
        "居住地址" => Address,
        "单位地址" => CompanyAddress,
        "配偶证件号" => SpouseIdNumber,
        "配偶手机号" => SpousePhone,
        "联系人手机号" => ContactPhone,
        _ => null,
    };
}
