using System.Text;
using WorkOrders.Shared;

namespace WorkOrders.Sheets;

/// <summary>Prevents formula injection: text that looks like a formula gets a leading apostrophe, which is removed when the file is read.</summary>
public static class CellText
{
    private const string Dangerous = "=+-@\t\r";

    /// <summary>Maximum length of a cell, in characters.</summary>
    public const int Limit = 32_767;

    /// <summary>The text as a cell may hold it: defused, not too long, lines ended by \n, without control characters and halves of surrogate pairs.</summary>
    public static string Defuse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        text = text.Length > 0 && Dangerous.Contains(text[0]) ? "'" + text : text;
        text = Normalise.Start(text, Limit);
        var span = text.AsSpan();
        return span.ContainsAnyInRange('\0', '\u001F') || span.ContainsAnyInRange('\uD800', '\uDFFF') || span.ContainsAnyInRange('\uFFFE', '\uFFFF')
            ? Clean(text) : text;
    }

    public static string Undo(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.Length > 1 && text[0] == '\'' && Dangerous.Contains(text[1]) ? text[1..] : text;
    }

    private static string Clean(string text)
    {
        var clean = new StringBuilder(text.Length);
        foreach (var rune in text.ReplaceLineEndings("\n").EnumerateRunes())
        {
            if (rune.Value is '\t' or '\n' or (>= ' ' and not (0xFFFE or 0xFFFF)))
            {
                clean.Append(rune);
            }
        }

        return clean.ToString();
    }
}
