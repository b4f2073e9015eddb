using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;

namespace WorkOrders.Shared;

/// <summary>Normalises typed text for storage: trimmed, without control and invisible characters, empty as null.</summary>
public static class Normalise
{
    public static string? Text(string? text) =>
        string.IsNullOrWhiteSpace(text) ? null : Visible(text).Trim() is { Length: > 0 } clean ? clean : null;

    /// <summary>Of a field with one line: as <see cref="Text"/>, with a space in place of each line break and tab.</summary>
    public static string? Line(string? text) => Text(text?.ReplaceLineEndings(" ").Replace('\t', ' '));

    /// <summary>Converts full-width digits, letters and signs （１３８） from Chinese input methods to half-width.</summary>
    [return: NotNull]
    public static string Halfwidth(string? text) => string.Create(text?.Length ?? 0, text ?? "", static (span, source) =>
    {
        for (var i = 0; i < span.Length; i++)
        {
            span[i] = source[i] switch
            {
                '\u3000' => ' ',
                >= '\uFF01' and <= '\uFF5E' => (char)(source[i] - 0xFEE0),
                _ => source[i],
            };
        }
    }).Trim();

    /// <summary>True for text with half a surrogate pair (a broken emoji or rare character), which can't be stored.</summary>
    public static bool IsBroken([NotNullWhen(true)] string? text)
    {
        for (var i = 0; i < text?.Length; i++)
        {
            if (char.IsSurrogatePair(text, i))
            {
                i++;
            }
            else if (char.IsSurrogate(text[i]))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The text up to this length; a surrogate pair is not cut in half.</summary>
    public static string Start(string text, int length) =>
        text.Length <= length ? text : text[..(char.IsHighSurrogate(text[length - 1]) ? length - 1 : length)];

    /// <summary>The text with U+FFFD in place of half surrogate pairs, for comparisons and parameters of queries.</summary>
    internal static string Whole(string text) => IsBroken(text) ? string.Concat(text.EnumerateRunes().Select(rune => rune.ToString())) : text;

    /// <summary>
    /// The text without control characters and invisible ones: Unicode category Cf, such as U+200B and U+202D, variation selectors, and letters and signs without
    /// a shape.
    /// </summary>
    internal static string Visible(string text)
    {
        var clean = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            var length = char.IsSurrogatePair(text, i) ? 2 : 1;
            if (!IsUnwanted(text, i))
            {
                clean.Append(text, i, length);
            }

            i += length - 1;
        }

        return clean.Length == text.Length ? text : clean.ToString();
    }

    private static bool IsUnwanted(string text, int index) => CharUnicodeInfo.GetUnicodeCategory(text, index) switch
    {
        UnicodeCategory.Control => text[index] is not ('\n' or '\r' or '\t'),
        UnicodeCategory.Format => true,
        _ => IsShapeless(char.IsSurrogatePair(text, index) ? char.ConvertToUtf32(text, index) : text[index]),
    };

    // Variation selectors, the grapheme joiner, Hangul fillers, Khmer vowels without a shape and the empty Braille pattern: no category tells them.
    private static bool IsShapeless(int c) => c is >= 0xFE00 and <= 0xFE0F or >= 0xE0100 and <= 0xE01EF or >= 0x180B and <= 0x180F
        or 0x034F or 0x115F or 0x1160 or 0x3164 or 0xFFA0 or 0x17B4 or 0x17B5 or 0x2800;
}
