namespace WorkOrders.Shared;

/// <summary>
/// 申请编号 or 合同编号: printed as it is, whatever number its digits resemble. Only what is as a whole a mobile or an identity-card number, however it is
/// spelled, is printed masked; forms refuse it.
/// </summary>
public sealed record BusinessNumber(string Value)
{
    private const string LongPrefix = "086";

    public static bool IsPersonal(string? value) => IsNumber(value) || (value is not null && NumberMask.IsIn(value) && NumberReading.Bare(value) is { } digits && IsBare(digits));

    /// <summary>As pages and history print it.</summary>
    public override string ToString() => IsPersonal(Value) ? FreeText.MaskNumbers(Value) : Value;

    private static bool IsBare(string digits) =>
        IsNumber(digits) || (digits.StartsWith(LongPrefix, StringComparison.Ordinal) && IsNumber(digits[LongPrefix.Length..]));

    private static bool IsNumber(string? value) => PhoneNumber.Parse(value) is { IsMobile: true } || IdNumber.Parse(value) is not null;
}
