using System.Globalization;

namespace WorkOrders.LoanCore.Contracts;

/// <summary>A number from the core, which may be sent as text. Text that is not a number is kept as it is.</summary>
public readonly record struct CoreNumber(decimal? Value, string? Raw)
{
    /// <summary>Formatted as 1,234.50; the raw text when it is not a number; null when missing.</summary>
    public string? Money => Value?.ToString("N2", CultureInfo.InvariantCulture) ?? Raw;

    /// <summary>Formatted as 72 or 5.5.</summary>
    public string? Plain => Value?.ToString("0.##", CultureInfo.InvariantCulture) ?? Raw;

    public static CoreNumber Parse(string? text) =>
        decimal.TryParse(text, NumberStyles.Float | NumberStyles.AllowThousands, CultureInfo.InvariantCulture, out var value)
            ? new CoreNumber(value, null)
            : new CoreNumber(null, text);
}
