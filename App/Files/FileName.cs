using System.Globalization;
using WorkOrders.Shared;

namespace WorkOrders.Files;

/// <summary>The name that a person gave a file, for people to read. Nothing on the disk is ever named by it.</summary>
public static class FileName
{
    public const int MaxLength = 255;

    /// <summary>Without folders, control characters and those that turn the direction of text; what is too long loses its middle, not its extension.</summary>
    public static FreeText Clean(string? given)
    {
        var name = (given ?? "").Split('/', '\\')[^1];
        name = string.Concat(name.EnumerateRunes().Where(IsVisible).Select(r => r.ToString())).Trim(' ', '.');
        var extension = Path.GetExtension(name);
        if (extension.Length > 10)
        {
            extension = "";
        }

        var stem = name[..^extension.Length].Trim();
        if (stem.Length == 0)
        {
            stem = "file";
        }

        if (stem.Length + extension.Length > MaxLength)
        {
            stem = WholeRunes(stem[..(MaxLength - extension.Length - 1)]) + "…";
        }

        return FreeText.Parse(stem + extension)!;
    }

    private static string WholeRunes(string text) => char.IsHighSurrogate(text[^1]) ? text[..^1] : text;

    // A lone half of a pair arrives as U+FFFD.
    private static bool IsVisible(System.Text.Rune rune) => rune.Value != 0xFFFD && System.Text.Rune.GetUnicodeCategory(rune) is not
        (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned);
}
