using WorkOrders.Shared;

namespace WorkOrders.Customers.Contracts;

/// <summary>What people fill in about a contract, as typed.</summary>
public sealed record ContractFields(string? Number, decimal? Amount, DateOnly? SignedOn, DateOnly? EndsOn, CustomerContractState State)
{
    public IReadOnlyList<FieldError> Errors() =>
    [
        .. new[]
        {
            NumberError(Normalise.Line(Number)), SalesInput.AmountError(ContractNames.Amount, Amount),
            SalesInput.DayError(ContractNames.SignedOn, SignedOn), EndError(),
        }.OfType<FieldError>(),
    ];

    private FieldError? EndError() =>
        EndsOn is null ? null
        : EndsOn < SignedOn ? new FieldError(ContractNames.EndsOn.Text, "{0}不能早于签订日期")
        : SalesInput.DayError(ContractNames.EndsOn, EndsOn);

    private static FieldError? NumberError(string? number) =>
        number is null || ComparisonForm.OfNumber(number).Length == 0 ? new FieldError(ContractNames.Number.Text, InputRules.Empty.Text)
        : number.Length > CustomerContract.NumberLength ? new FieldError(ContractNames.Number.Text, "{0}不能超过 {1} 个字符", CustomerContract.NumberLength)
        : BusinessNumber.IsPersonal(number) ? new FieldError(ContractNames.Number.Text, "{0}不能是手机号或身份证号")
        : null;
}

/// <summary>What people fill in about an expected repayment, as typed.</summary>
public sealed record RepaymentFields(DateOnly? DueOn, decimal? Amount)
{
    public IReadOnlyList<FieldError> Errors() =>
        [.. new[] { SalesInput.DayError(ContractNames.DueOn, DueOn), SalesInput.AmountError(ContractNames.Due, Amount) }.OfType<FieldError>()];
}

/// <summary>What people fill in about money that came in, as typed.</summary>
public sealed record PaymentFields(DateOnly? PaidOn, decimal? Paid)
{
    /// <param name="now">No money comes in on a later day.</param>
    public IReadOnlyList<FieldError> Errors(DateTimeOffset now) =>
        [.. new[] { DayError(now), SalesInput.AmountError(ContractNames.Paid, Paid) }.OfType<FieldError>()];

    private FieldError? DayError(DateTimeOffset now) =>
        PaidOn > BusinessTime.DayOf(now) ? new FieldError(ContractNames.PaidOn.Text, "{0}不能晚于今天") : SalesInput.DayError(ContractNames.PaidOn, PaidOn);
}
