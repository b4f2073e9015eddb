using WorkOrders.Shared;

namespace WorkOrders.Customers;

/// <summary>Subjects of 操作记录.</summary>
public static class CustomerSubjects
{
    /// <summary>A customer; the key is the customer's id.</summary>
    public static readonly OperationSubject Customer = new("customer");
}

/// <summary>Actions on a customer.</summary>
public static class CustomerActions
{
    public static readonly OperationAction CompletedFromCore = new("customer-completed-from-core", "从贷款核心补全");
    public static readonly OperationAction AdoptedFromCore = new("customer-adopted-from-core", "采用贷款核心的资料");
}

/// <summary>Fields of a customer.</summary>
public static class CustomerFields
{
    public static readonly FieldName Name = new("customer.name", "客户姓名");
    public static readonly FieldName FullName = new("customer.full-name", "客户名称");
    public static readonly FieldName IdNumber = new("customer.id-number", "身份证号");
    public static readonly FieldName Phone = new("customer.phone", "客户电话");
    public static readonly FieldName Address = new("customer.address", "居住地址");
    public static readonly FieldName CompanyName = new("customer.company-name", "单位名称");
    public static readonly FieldName CompanyAddress = new("customer.company-address", "单位地址");
    public static readonly FieldName ContactName = new("customer.contact-name", "联系人姓名");
    public static readonly FieldName ContactPhone = new("customer.contact-phone", "联系人手机号");
}
