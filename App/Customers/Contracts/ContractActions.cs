using WorkOrders.Shared;

namespace WorkOrders.Customers.Contracts;

/// <summary>Actions on contracts and repayments, on record with their customer.</summary>
public static class ContractActions
{
    public static readonly OperationAction Created = new("customer-contract-created", "登记合同");
    public static readonly OperationAction Changed = new("customer-contract-changed", "修改合同");
    public static readonly OperationAction RepaymentAdded = new("customer-repayment-added", "登记回款");
    public static readonly OperationAction RepaymentChanged = new("customer-repayment-changed", "修改回款");
    public static readonly OperationAction Paid = new("customer-repayment-paid", "登记到账");
    public static readonly OperationAction Unpaid = new("customer-repayment-unpaid", "撤销到账");
}

/// <summary>Fields of a contract and of a repayment.</summary>
public static class ContractNames
{
    public static readonly FieldName Number = new("customer-contract.number", "合同编号");
    public static readonly FieldName Amount = new("customer-contract.amount", "合同金额");
    public static readonly FieldName SignedOn = new("customer-contract.signed-on", "签订日期");
    public static readonly FieldName EndsOn = new("customer-contract.ends-on", "到期日期");
    public static readonly FieldName State = new("customer-contract.state", "合同状态");
    public static readonly FieldName DueOn = new("customer-repayment.due-on", "应收日期");
    public static readonly FieldName Due = new("customer-repayment.amount", "应收金额");
    public static readonly FieldName PaidOn = new("customer-repayment.paid-on", "到账日期");
    public static readonly FieldName Paid = new("customer-repayment.paid", "到账金额");
}
