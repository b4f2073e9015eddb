using WorkOrders.Shared;

namespace WorkOrders.LoanCore;

/// <summary>Fields of a person in the core; the names differ from those of an order's own fields.</summary>
public static class PersonFields
{
    public static readonly FieldName Name = new("core.name", "客户姓名");
    public static readonly FieldName Gender = new("core.gender", "性别");
    public static readonly FieldName IdNumber = new("core.id-number", "证件号");
    public static readonly FieldName MaritalStatus = new("core.marital-status", "婚姻状况");
    public static readonly FieldName Phone = new("core.phone", "手机号");
    public static readonly FieldName CompanyName = new("core.company-name", "单位名称");
    public static readonly FieldName Address = new("core.address", "居住地址");
    public static readonly FieldName CompanyAddress = new("core.company-address", "单位地址");
    public static readonly FieldName SpouseName = new("core.spouse-name", "配偶姓名");
    public static readonly FieldName ContactName = new("core.contact-name", "联系人姓名");
    public static readonly FieldName SpousePhone = new("core.spouse-phone", "配偶手机号");
    public static readonly FieldName ContactPhone = new("core.contact-phone", "联系人手机号");
    public static readonly FieldName SpouseIdNumber = new("core.spouse-id-number", "配偶证件号");
}
