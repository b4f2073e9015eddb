namespace WorkOrders.LoanCore;

/// <summary>合同: one contract with its repayment row, joined on (systemSource, applyNo). The core's words have the numbers in them masked.</summary>
public sealed record LoanContract
{
    public const string Secured = "CYC";
    public const string Unsecured = "CYC_WD";

    public string? SystemSource { get; init; }

    public string? ApplyNo { get; init; }

    public string? ContractNo { get; init; }

    public string? ChannelName { get; init; }

    public string? ProductName { get; init; }

    public string? Status { get; init; }

    public CoreNumber RentPerPeriod { get; init; }

    public CoreNumber RepaymentDay { get; init; }

    public CoreNumber FinancingAmount { get; init; }

    public CoreNumber FinancingPeriod { get; init; }

    public CoreNumber InterestRate { get; init; }

    public string? SignedOn { get; init; }

    public string? ReleasedOn { get; init; }

    public string? SettledOn { get; init; }

    public string? MortgageStatus { get; init; }

    public string? Vin { get; init; }

    public string? VehicleBrand { get; init; }

    public string? Store { get; init; }

    /// <summary>Null when the core sent none for this contract.</summary>
    public RepaymentDetail? Repayment { get; init; }

    /// <summary>A repayment row without a contract; it is shown all the same.</summary>
    public bool IsOnlyRepayment { get; init; }

    public bool IsOverdue => OverdueDays > 0;

    public decimal OverdueDays => Repayment?.OverdueDays.Value ?? 0;

    /// <summary>What joins contract and repayment, and one answer with the next.</summary>
    public (string? Source, string? ApplyNo) Key => (SystemSource, ApplyNo);

    /// <summary>有担保 or 无担保, the localizer's key; the core's own text for another source.</summary>
    public string? SourceText => SystemSource switch
    {
        Secured => "有担保",
        Unsecured => "无担保",
        _ => SystemSource,
    };

    /// <summary>Both numbers as an order takes them, one of them null where there is none or it is too long; null when neither fits.</summary>
    public (string? ApplyNo, string? ContractNo)? Numbers => (Fitting(ApplyNo), Fitting(ContractNo)) is var both && both is (null, null) ? null : both;

    /// <summary>A day that no month has.</summary>
    public bool HasOddRepaymentDay => RepaymentDay.Raw is not null || RepaymentDay.Value is < 1 or > 31;

    /// <summary>Whether an order that names these numbers is about this contract; where both know an application number, it decides.</summary>
    public bool IsNamed(string? applyNo, string? contractNo) =>
        ApplyNo is not null && applyNo is not null ? ApplyNo == applyNo : ContractNo is not null && ContractNo == contractNo;

    private static string? Fitting(string? number) => number is { Length: <= WorkOrderLimits.BusinessNumber } ? number : null;
}

/// <summary>还款信息.</summary>
public sealed record RepaymentDetail
{
    public string? SystemSource { get; init; }

    public string? ApplyNo { get; init; }

    public string? OverdueStatus { get; init; }

    public CoreNumber OverdueDays { get; init; }

    public CoreNumber PaidPeriods { get; init; }

    public CoreNumber RemainingRent { get; init; }

    public CoreNumber RemainingPrincipal { get; init; }

    public string? Method { get; init; }

    public string? DeductionFailure { get; init; }

    public string? OpeningBank { get; init; }
}

/// <summary>A contract and whose it is by the core.</summary>
public sealed record OwnedContract(LoanContract Contract, LoanCorePerson Owner);
