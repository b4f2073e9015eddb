using System.Diagnostics.CodeAnalysis;

namespace WorkOrders.Shared;

/// <summary>
/// A name (of a customer, contact, company, channel, colleague, list entry) is shown to everybody who sees the record, so it holds no telephone,
/// identity-card or bank-account number: forms, import and API refuse it. What code stores as a name is masked.
/// </summary>
public static class NumberInName
{
    public static readonly FieldRule Rule = new("number-in-name", "{0}里不能有电话、身份证或银行卡号码，请填在号码自己的栏里");

    public static bool IsIn([NotNullWhen(true)] string? name) => name is not null && NumberMask.IsIn(name);

    /// <summary>The error of this field; null when the name is allowed.</summary>
    public static FieldError? ErrorOf(string field, string? name) => IsIn(name) ? new FieldError(field, Rule.Text) : null;

    /// <summary>The refusal of the name; null when it is allowed.</summary>
    public static Outcome? RefusalOf(string field, string? name) => ErrorOf(field, name) is { } error ? Outcome.Invalid(error) : null;

    /// <summary>The name as it may be stored.</summary>
    [return: NotNullIfNotNull(nameof(name))]
    public static string? Masked(string? name) => name is null ? null : NumberMask.Mask(name);
}
