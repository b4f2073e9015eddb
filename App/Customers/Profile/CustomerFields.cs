using WorkOrders.Shared;

namespace WorkOrders.Customers;

/// <summary>The fields of a customer: their names, and the table of those that people fill in.</summary>
public static class CustomerFields
{
    public static readonly FieldName Name = new("customer.name", "客户姓名");
    public static readonly FieldName FullName = new("customer.full-name", "客户名称");
    public static readonly FieldName Type = new("customer.type", "客户类型");
    public static readonly FieldName IdNumber = new("customer.id-number", "身份证号");
    public static readonly FieldName Phone = new("customer.phone", "客户电话");
    public static readonly FieldName Email = new("customer.email", "邮箱");
    public static readonly FieldName TaxId = new("customer.tax-id", "企业税号");
    public static readonly FieldName Industry = new("customer.industry", "行业");
    public static readonly FieldName Region = new("customer.region", "地区");
    public static readonly FieldName Level = new("customer.level", "客户级别");
    public static readonly FieldName Owner = new("customer.owner", "客户负责人");
    public static readonly FieldName Address = new("customer.address", "居住地址");
    public static readonly FieldName CompanyName = new("customer.company-name", "单位名称");
    public static readonly FieldName CompanyAddress = new("customer.company-address", "单位地址");
    public static readonly FieldName ContactName = new("customer.contact-name", "联系人姓名");
    public static readonly FieldName ContactPhone = new("customer.contact-phone", "联系人手机号");
    public static readonly FieldName WechatUserId = new("customer.wechat-user-id", "微信用户标识");

    /// <summary>The fields that people fill in, in the order of the form.</summary>
    public static readonly IReadOnlyList<CustomerField> All =
    [
        new(FullName, "customerName", CustomerFieldKind.Line, Customer.NameLength, v => v.Name, (to, from) => to with { Name = from.Name }),
        new(Type, "customerType", CustomerFieldKind.Choice, 0, v => v.Type, (to, from) => to with { Type = from.Type }),
        new(Phone, "phone", CustomerFieldKind.Phone, PhoneNumber.MaxLength, v => v.Phone, (to, from) => to with { Phone = from.Phone }),
        new(TaxId, "taxId", CustomerFieldKind.TaxId, CreditCode.Length, v => v.TaxId, (to, from) => to with { TaxId = from.TaxId }),
        new(IdNumber, "idNumber", CustomerFieldKind.IdNumber, Shared.IdNumber.MaxLength, v => v.IdNumber, (to, from) => to with { IdNumber = from.IdNumber }),
        new(Email, "email", CustomerFieldKind.Email, EmailAddress.MaxLength, v => v.Email, (to, from) => to with { Email = from.Email }),
        new(Level, "customerLevel", CustomerFieldKind.Choice, 0, v => v.Level, (to, from) => to with { Level = from.Level }),
        new(Owner, "ownerId", CustomerFieldKind.Owner, 0, v => v.OwnerId, (to, from) => to with { OwnerId = from.OwnerId }),
        new(Industry, "industry", CustomerFieldKind.Line, Customer.ShortLength, v => v.Industry, (to, from) => to with { Industry = from.Industry }),
        new(Region, "region", CustomerFieldKind.Line, Customer.ShortLength, v => v.Region, (to, from) => to with { Region = from.Region }),
        new(Address, "address", CustomerFieldKind.Address, PostalAddress.MaxLength, v => v.Address, (to, from) => to with { Address = from.Address }),
        new(CompanyName, "companyName", CustomerFieldKind.Line, Customer.NameLength, v => v.CompanyName, (to, from) => to with { CompanyName = from.CompanyName }),
        new(CompanyAddress, "companyAddress", CustomerFieldKind.Address, PostalAddress.MaxLength, v => v.CompanyAddress,
            (to, from) => to with { CompanyAddress = from.CompanyAddress }),
        new(ContactName, "contactName", CustomerFieldKind.Line, Customer.NameLength, v => v.ContactName, (to, from) => to with { ContactName = from.ContactName }),
        new(ContactPhone, "contactPhone", CustomerFieldKind.Phone, PhoneNumber.MaxLength, v => v.ContactPhone, (to, from) => to with { ContactPhone = from.ContactPhone }),
        new(WechatUserId, "wechatUserId", CustomerFieldKind.Line, Customer.WechatLength, v => v.WechatUserId, (to, from) => to with { WechatUserId = from.WechatUserId }),
    ];

    /// <summary>The fields whose values differ, with what history keeps of both.</summary>
    internal static List<FieldChange> Changes(CustomerValues from, CustomerValues to) =>
        [.. All.Select(field => FieldChange.Between(field.Name, field.Get(from), field.Get(to))).OfType<FieldChange>()];
}
