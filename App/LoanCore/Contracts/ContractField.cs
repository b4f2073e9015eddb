namespace WorkOrders.LoanCore.Contracts;

/// <summary>A field of a contract card: its Chinese name (the localizer's key) and its text. Cards and comparisons use the same list.</summary>
public sealed record ContractField(string Name, Func<LoanContract, string?> Text)
{
    public const string OverdueDays = "逾期天数";
    public const string RepaymentDay = "每月应还款日";

    /// <summary>The fields that agents need first on the phone.</summary>
    public static readonly IReadOnlyList<ContractField> Repayment =
    [
        new("逾期状态", c => c.Repayment?.OverdueStatus),
        new(OverdueDays, c => c.Repayment?.OverdueDays.Plain),
        new("每期租金", c => c.RentPerPeriod.Money),
        new(RepaymentDay, c => c.RepaymentDay.Plain),
        new("剩余租金", c => c.Repayment?.RemainingRent.Money),
        new("剩余本金", c => c.Repayment?.RemainingPrincipal.Money),
        new("已还期数", c => c.Repayment?.PaidPeriods.Plain),
        new("还款方式", c => c.Repayment?.Method),
        new("开户银行", c => c.Repayment?.OpeningBank),
        new("扣款失败原因", c => c.Repayment?.DeductionFailure),
    ];

    public static readonly ContractField ContractNo = new("合同编号", c => c.ContractNo);

    public static readonly IReadOnlyList<ContractField> Contract =
    [
        ContractNo,
        new("合同状态", c => c.Status),
        new("产品名称", c => c.ProductName),
        new("融资金额", c => c.FinancingAmount.Money),
        new("融资期限", c => c.FinancingPeriod.Plain),
        new("客户利率", c => c.InterestRate.Money),
        new("合同签署日期", c => c.SignedOn),
        new("放款日期", c => c.ReleasedOn),
        new("合同结清日期", c => c.SettledOn),
        new("抵押状态", c => c.MortgageStatus),
        new("渠道名称", c => c.ChannelName),
        new("门店信息", c => c.Store),
        new("车辆品牌", c => c.VehicleBrand),
        new("车架号", c => c.Vin),
    ];

    public static IEnumerable<ContractField> All => [.. Repayment, .. Contract];
}
