using WorkOrders.Shared;

namespace WorkOrders;

/// <summary>The number of an order as people and other programs write it: gd2026…, ＧＤ… and with spaces or invisible characters.</summary>
public static class OrderNumber
{
    public const int Length = 16;

    /// <summary>The number as it is stored, to look the order up.</summary>
    public static string Read(string typed) => ComparisonForm.OfNumber(typed);

    /// <summary>As <see cref="Read"/>; null for what no order can have as its number.</summary>
    public static string? Find(string? typed) => typed is not null && Read(typed) is { Length: > 0 and <= Length } number && number.All(char.IsAsciiLetterOrDigit) ? number : null;

    /// <summary>A number, or its beginning.</summary>
    public static bool IsStart(string text) =>
        text.Length <= Length && text.StartsWith("GD", StringComparison.Ordinal) && text.AsSpan(2).IndexOfAnyExceptInRange('0', '9') < 0;
}
