using System.Globalization;

namespace WorkOrders.LoanCore;

/// <summary>A number as the core sends it, which may be a text; what is no number is kept as it came.</summary>
public readonly record struct CoreNumber(decimal? Value, string? Raw)
{
    /// <summary>1,234.50; the raw text when it is no number, null when there is none.</summary>
    public string? Money => Value?.ToString("N2", CultureInfo.InvariantCulture) ?? Raw;

    /// <summary>72, 5.5.</summary>
    public string? Plain => Value?.ToString("0.##", CultureInfo.InvariantCulture) ?? Raw;

    public static CoreNumber Parse(string? text) =>
        decimal.TryParse(text, NumberStyles.Float | NumberStyles.AllowThousands, CultureInfo.InvariantCulture, out var value)
            ? new CoreNumber(value, null)
            : new CoreNumber(null, text);
}
