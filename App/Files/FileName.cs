using System.Globalization;
using WorkOrders.Shared;

namespace WorkOrders.Files;

/// <summary>Display name of a file. It is never used as a name on disk.</summary>
public static class FileName
{
    public const int MaxLength = 255;

    /// <summary>Removes folders, control characters and text-direction characters. A name that is too long is cut before its extension.</summary>
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
            // Half a number would not be known as one.
            stem = Normalise.Start(FreeText.MaskNumbers(stem), MaxLength - extension.Length - 1) + "…";
        }

        return FreeText.Parse(stem + extension)!;
    }

    // An unpaired surrogate is enumerated as U+FFFD.
    private static bool IsVisible(System.Text.Rune rune) => rune.Value != 0xFFFD && System.Text.Rune.GetUnicodeCategory(rune) is not
        (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned);
}
