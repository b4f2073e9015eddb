using WorkOrders.LoanCore.Contracts;
using WorkOrders.Shared;

namespace WorkOrders.LoanCore;

/// <summary>合同: one contract with its repayment row, joined on (systemSource, applyNo). Numbers in the core's texts are masked.</summary>
public sealed record LoanContract
{
    /// <summary>Maximum length of a contract or application number, in characters. Longer ones are ignored.</summary>
    public const int NumberLength = 40;

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

    /// <summary>Null when the core sent no repayment row for this contract.</summary>
    public RepaymentDetail? Repayment { get; init; }

    /// <summary>True for a repayment row without a contract, which is also shown.</summary>
    public bool IsOnlyRepayment { get; init; }

    public bool IsOverdue => OverdueDays > 0;

    public decimal OverdueDays => Repayment?.OverdueDays.Value ?? 0;

    /// <summary>Key that joins contract and repayment, and contracts of two answers.</summary>
    public (string? Source, string? ApplyNo) Key => (SystemSource, ComparisonForm.OfNumber(ApplyNo));

    /// <summary>有担保 or 无担保 (the localizer's key); the core's own text for other sources.</summary>
    public string? SourceText => SystemSource switch
    {
        Secured => "有担保",
        Unsecured => "无担保",
        _ => SystemSource,
    };

    /// <summary>Both numbers for an order; one is null when it is missing or too long. Null when both are.</summary>
    public (string? ApplyNo, string? ContractNo)? Numbers => (Fitting(ApplyNo), Fitting(ContractNo)) is var both && both is (null, null) ? null : both;

    /// <summary>True when the repayment day is not a number from 1 to 31.</summary>
    public bool HasOddRepaymentDay => RepaymentDay.Raw is not null || RepaymentDay.Value is < 1 or > 31;

    /// <summary>True when an order with these numbers belongs to this contract. The application number decides when both sides have one.</summary>
    public bool IsNamed(string? applyNo, string? contractNo) =>
        ApplyNo is not null && applyNo is not null
            ? ComparisonForm.OfNumber(ApplyNo) == ComparisonForm.OfNumber(applyNo)
            : ContractNo is not null && ComparisonForm.OfNumber(ContractNo) == ComparisonForm.OfNumber(contractNo);

    private static string? Fitting(string? number) => number is { Length: <= NumberLength } ? number : null;
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

/// <summary>A contract with its owner according to the core.</summary>
public sealed record OwnedContract(LoanContract Contract, LoanCorePerson Owner);
