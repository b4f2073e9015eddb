namespace WorkOrders.Sheets;

/// <summary>Prevents formula injection: text that looks like a formula gets a leading apostrophe, which is removed when the file is read.</summary>
public static class CellText
{
    private const string Dangerous = "=+-@\t\r";

    /// <summary>Maximum length of a cell, in characters.</summary>
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
