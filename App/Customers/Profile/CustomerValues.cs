using WorkOrders.Shared;

namespace WorkOrders.Customers;

/// <summary>The values of a customer that people fill in, checked and normalised. The table of the fields is <see cref="CustomerFields.All"/>.</summary>
public sealed record CustomerValues
{
    public string Name { get; init; } = "";

    public CustomerType Type { get; init; }

    public PhoneNumber? Phone { get; init; }

    public EmailAddress? Email { get; init; }

    /// <summary>统一社会信用代码 as <see cref="CreditCode.Parse"/> returns it; only of an enterprise.</summary>
    public string? TaxId { get; init; }

    public IdNumber? IdNumber { get; init; }

    public string? Industry { get; init; }

    public string? Region { get; init; }

    public CustomerLevel Level { get; init; } = CustomerLevel.Normal;

    public int? OwnerId { get; init; }

    public PostalAddress? Address { get; init; }

    public string? CompanyName { get; init; }

    public PostalAddress? CompanyAddress { get; init; }

    public string? ContactName { get; init; }

    public PhoneNumber? ContactPhone { get; init; }

    public string? WechatUserId { get; init; }
}
