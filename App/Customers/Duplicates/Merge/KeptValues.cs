using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using WorkOrders.Shared;

namespace WorkOrders.Customers.Duplicates.Merge;

/// <summary>The values of a customer as a merge keeps them, whole. Only <see cref="CustomerValues"/> leaves this class: it prints masked.</summary>
internal sealed class KeptValues
{
    private static readonly JsonSerializerOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault };

    public string Name { get; set; } = "";

    public string? Type { get; set; }

    public string? Phone { get; set; }

    public string? Email { get; set; }

    public string? TaxId { get; set; }

    public string? IdNumber { get; set; }

    public string? Industry { get; set; }

    public string? Region { get; set; }

    public string? Level { get; set; }

    public int? OwnerId { get; set; }

    public string? Address { get; set; }

    public string? CompanyName { get; set; }

    public string? CompanyAddress { get; set; }

    public string? ContactName { get; set; }

    public string? ContactPhone { get; set; }

    public string? WechatUserId { get; set; }

    public static string Write(CustomerValues values) => JsonSerializer.Serialize(Of(values), Json);

    public static CustomerValues Read(string text) => JsonSerializer.Deserialize<KeptValues>(text, Json)!.Values();

    private static KeptValues Of(CustomerValues values) => new()
    {
        Name = values.Name,
        Type = values.Type.ToString(),
        Phone = values.Phone?.Unmask(),
        Email = values.Email?.Unmask(),
        TaxId = values.TaxId,
        IdNumber = values.IdNumber?.Unmask(),
        Industry = values.Industry,
        Region = values.Region,
        Level = values.Level.ToString(),
        OwnerId = values.OwnerId,
        Address = values.Address?.Unmask(),
        CompanyName = values.CompanyName,
        CompanyAddress = values.CompanyAddress?.Unmask(),
        ContactName = values.ContactName,
        ContactPhone = values.ContactPhone?.Unmask(),
        WechatUserId = values.WechatUserId,
    };

    private CustomerValues Values() => new()
    {
        Name = Name,
        Type = Enum.Parse<CustomerType>(Type!),
        Phone = Phone is null ? null : PhoneNumber.Unchecked(Phone),
        Email = Email is null ? null : EmailAddress.Unchecked(Email),
        TaxId = TaxId,
        IdNumber = IdNumber is null ? null : Shared.IdNumber.Unchecked(IdNumber),
        Industry = Industry,
        Region = Region,
        Level = Enum.Parse<CustomerLevel>(Level!),
        OwnerId = OwnerId,
        Address = Address is null ? null : PostalAddress.Unchecked(Address),
        CompanyName = CompanyName,
        CompanyAddress = CompanyAddress is null ? null : PostalAddress.Unchecked(CompanyAddress),
        ContactName = ContactName,
        ContactPhone = ContactPhone is null ? null : PhoneNumber.Unchecked(ContactPhone),
        WechatUserId = WechatUserId,
    };
}
