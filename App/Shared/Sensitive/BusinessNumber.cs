namespace WorkOrders.Shared;

/// <summary>
/// 申请编号 or 合同编号: printed as it is, whatever number its digits resemble. Only what is exactly a mobile or an identity-card number is printed masked;
/// forms refuse it.
/// </summary>
public sealed record BusinessNumber(string Value)
{
    public static bool IsPersonal(string? value) => PhoneNumber.Parse(value) is { IsMobile: true } || IdNumber.Parse(value) is not null;

    /// <summary>As pages and history print it.</summary>
    public override string ToString() => IsPersonal(Value) ? FreeText.MaskNumbers(Value) : Value;
}
