namespace WorkOrders.Shared.Sheets;

/// <summary>Text that a spreadsheet could take for a formula gets an apostrophe in front; reading takes it away again.</summary>
public static class CellText
{
    private const string Dangerous = "=+-@\t\r";

    /// <summary>The most characters that a cell holds.</summary>
    public const int Limit = 32_767;

    public static string Defuse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.Length > 0 && Dangerous.Contains(text[0]) ? "'" + text : text;
    }

    public static string Undo(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.Length > 1 && text[0] == '\'' && Dangerous.Contains(text[1]) ? text[1..] : text;
    }
}
