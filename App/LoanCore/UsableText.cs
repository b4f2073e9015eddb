using WorkOrders.Shared;

namespace WorkOrders.LoanCore;

/// <summary>Decides which texts of the core can be stored in our records.</summary>
internal static class UsableText
{
    private static readonly HashSet<string> Nothing = new(StringComparer.OrdinalIgnoreCase) { "暂无", "无", "未知", "-", "—", "/", "null", "N/A" };

    /// <summary>The text on one line; null when it is too long, masked, or means "none".</summary>
    public static string? Of(string? text, int length)
    {
        var line = Normalise.Line(text);
        return line is null || line.Length > length || line.Contains('*', StringComparison.Ordinal) || Nothing.Contains(line) ? null : line;
    }
}
