using System.Text.Json.Serialization;
using System.Text.RegularExpressions;

namespace WorkOrders.Shared;

/// <summary>Free text (description, remark). Telephone, identity-card and bank-account numbers in it are printed masked.</summary>
[JsonConverter(typeof(SensitiveJsonConverter))]
public sealed partial record FreeText : Sensitive
{
    private FreeText(string value)
        : base(value)
    {
    }

    /// <summary>The trimmed text; null when empty.</summary>
    public static FreeText? Parse(string? text) => Normalise.Text(text) is { } value ? new FreeText(value) : null;

    /// <summary>
    /// Merges an edited copy of the masked text: restores the real numbers where their masks are unchanged,
    /// so that saving a text that was not revealed never overwrites the masked numbers.
    /// </summary>
    public static FreeText? Merge(FreeText? original, string? edited)
    {
        var text = Normalise.Text(edited);
        if (text is null || original is null)
        {
            return Parse(text);
        }

        var from = 0;
        foreach (Match number in Numbers().Matches(original.Unmask()))
        {
            var mask = MaskNumber(number);
            var at = text.IndexOf(mask, from, StringComparison.Ordinal);
            if (at >= 0)
            {
                text = string.Concat(text.AsSpan(0, at), number.Value, text.AsSpan(at + mask.Length));
                from = at + number.Length;
            }
        }

        return Parse(text);
    }

    /// <summary>A value from our database or another system, not trimmed.</summary>
    internal static FreeText Unchecked(string value) => new(value);

    /// <summary>Masks telephone, identity-card and bank-account numbers in any text.</summary>
    internal static string MaskNumbers(string text) => Numbers().Replace(text, MaskNumber);

    private protected override string Mask(string real) => MaskNumbers(real);

    private static string MaskNumber(Match number) => number.Length switch
    {
        15 or 18 => KeepEnds(number.Value, 6, 4),
        > 12 => KeepEnds(number.Value, 4, 4),
        _ => KeepEnds(number.Value, 3, 4),
    };

    // 15 or 18 digits (identity card), 16 to 19 (bank account), mobile, fixed line with area code; spaces and hyphens between groups are allowed.
    [GeneratedRegex(@"(?<![0-9A-Za-z])(?:\d{17}[0-9Xx]|\d{16,19}|\d{15}|(?:\+?86[- ]?)?1[3-9]\d(?:[- ]?\d{4}){2}|0\d{2,3}[- ]?\d{7,8}|\d{4}(?:[- ]\d{4}){3}(?:[- ]\d{1,3})?)(?![0-9A-Za-z])", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Numbers();
}
