using System.Globalization;
using WorkOrders.Shared;

namespace WorkOrders.Customers;

/// <summary>Amounts and days of opportunities, contracts and repayments: how they are typed, checked and printed.</summary>
internal static class SalesInput
{
    /// <summary>The most that decimal(15,2) holds.</summary>
    public const decimal MostMoney = 9_999_999_999_999.99m;

    private const int FirstYear = 2000;
    private const int LastYear = 2099;

    /// <summary>Typed with separators, full-width digits or ¥. Null when empty; no amount becomes -1, which <see cref="AmountError"/> refuses.</summary>
    public static decimal? Amount(string? typed)
    {
        var text = Normalise.Halfwidth(typed).TrimStart('¥', '￥').Trim();
        return text.Length == 0 ? null
            : decimal.TryParse(text, NumberStyles.AllowDecimalPoint | NumberStyles.AllowThousands, CultureInfo.InvariantCulture, out var amount) ? amount
            : -1;
    }

    public static FieldError? AmountError(FieldName field, decimal? amount) => amount switch
    {
        null => new FieldError(field.Text, InputRules.Empty.Text),
        > 0 and <= MostMoney when decimal.Round(amount.Value, 2) == amount => null,
        _ => new FieldError(field.Text, "{0}应大于 0 且不超过 9,999,999,999,999.99，最多两位小数"),
    };

    public static FieldError? DayError(FieldName field, DateOnly? day) => day switch
    {
        null => new FieldError(field.Text, InputRules.Empty.Text),
        { Year: >= FirstYear and <= LastYear } => null,
        _ => new FieldError(field.Text, "{0}应在 2000 年到 2099 年之间"),
    };

    /// <summary>As pages print it: 12,000.00.</summary>
    public static string Money(decimal amount) => amount.ToString("N2", CultureInfo.InvariantCulture);

    /// <summary>As history keeps it: the sign tells an amount from a number that must be masked.</summary>
    public static string Kept(decimal amount) => "¥" + Money(amount);

    /// <summary>As a form shows it for editing: 12000.00.</summary>
    public static string Plain(decimal amount) => amount.ToString("0.00", CultureInfo.InvariantCulture);

    public static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
