using System.Globalization;

namespace WorkOrders.Customers.Profile.Api;

/// <summary>A customer as a client sends it. An absent field keeps its value, null clears it, and a masked value that comes back keeps the original.</summary>
internal sealed record CustomerRequest
{
    private readonly Dictionary<string, string?> given = new(StringComparer.Ordinal);

    public string? CustomerName { get; init => Give("customerName", field = value); }

    /// <summary>individual or enterprise.</summary>
    public string? CustomerType { get; init => Give("customerType", field = value); }

    public string? Phone { get; init => Give("phone", field = value); }

    public string? TaxId { get; init => Give("taxId", field = value); }

    public string? IdNumber { get; init => Give("idNumber", field = value); }

    public string? Email { get; init => Give("email", field = value); }

    /// <summary>important, normal or potential.</summary>
    public string? CustomerLevel { get; init => Give("customerLevel", field = value); }

    public int? OwnerId { get; init => Give("ownerId", (field = value)?.ToString(CultureInfo.InvariantCulture)); }

    public string? Industry { get; init => Give("industry", field = value); }

    public string? Region { get; init => Give("region", field = value); }

    public string? Address { get; init => Give("address", field = value); }

    public string? CompanyName { get; init => Give("companyName", field = value); }

    public string? CompanyAddress { get; init => Give("companyAddress", field = value); }

    public string? ContactName { get; init => Give("contactName", field = value); }

    public string? ContactPhone { get; init => Give("contactPhone", field = value); }

    public string? WechatUserId { get; init => Give("wechatUserId", field = value); }

    /// <summary>The version that the client has read; without it the newest is changed.</summary>
    public int? Version { get; init; }

    /// <summary>The given fields over these values. A type or level can't be cleared.</summary>
    public CustomerInput Over(CustomerValues values)
    {
        var input = CustomerInput.Of(values);
        foreach (var field in CustomerFields.All)
        {
            if (given.TryGetValue(field.Json, out var text) && (text is not null || field.Kind != CustomerFieldKind.Choice))
            {
                input[field] = text;
            }
        }

        return input;
    }

    private void Give(string name, string? value) => given[name] = value;
}
