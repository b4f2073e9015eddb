using WorkOrders.Shared;

namespace WorkOrders.LoanCore;

/// <summary>Which of the core's texts may become our record.</summary>
internal static class UsableText
{
    private static readonly HashSet<string> Nothing = new(StringComparer.OrdinalIgnoreCase) { "暂无", "无", "未知", "-", "—", "/", "null", "N/A" };

    /// <summary>The text on one line; null when it is too long, masked or a word for nothing.</summary>
    public static string? Of(string? text, int length)
    {
        var line = Normalise.Text(text?.ReplaceLineEndings(" "));
        return line is null || line.Length > length || line.Contains('*', StringComparison.Ordinal) || Nothing.Contains(line) ? null : line;
    }
}
