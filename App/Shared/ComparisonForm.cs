using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;

namespace WorkOrders.Shared;

/// <summary>
/// The form in which names and numbers are compared, so that two spellings of the same thing meet. It is computed when the value is set,
/// stored beside it in an indexed column …Key, and never shown. Telephone and identity-card numbers have theirs as <c>Key</c>.
/// </summary>
public static class ComparisonForm
{
    /// <summary>Maximum length of a comparison form, in characters; a longer one is cut.</summary>
    public const int MaxLength = 200;

    private const string Dots = "•・‧∙⋅";

    /// <summary>Of a person or company: NFKC, one kind of dot, no spaces beside Chinese characters and brackets, lower case.</summary>
    [return: NotNullIfNotNull(nameof(name))]
    public static string? OfName(string? name)
    {
        if (name is null)
        {
            return null;
        }

        var text = Unified(name);
        var form = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (!char.IsWhiteSpace(text[i]))
            {
                form.Append(Dots.Contains(text[i], StringComparison.Ordinal) ? '·' : text[i]);
            }
            else if (form.Length > 0 && form[^1] != ' ' && !IsTight(form[^1]) && text.AsSpan(i).TrimStart() is { Length: > 0 } rest && !IsTight(rest[0]))
            {
                form.Append(' ');
            }
        }

        return Normalise.Start(form.ToString().ToLowerInvariant(), MaxLength);
    }

    /// <summary>Of a contract, application or other business number: NFKC, no spaces, upper case.</summary>
    [return: NotNullIfNotNull(nameof(number))]
    public static string? OfNumber(string? number) => number is null
        ? null
        : Normalise.Start(string.Concat(Unified(number).Where(c => !char.IsWhiteSpace(c))).ToUpperInvariant(), MaxLength);

    /// <summary>Two spellings of one value: names, telephone and identity-card numbers by comparison form, other values as they are.</summary>
    public static bool AreSame(object? one, object? other) => (one, other) switch
    {
        (string name, string second) => OfName(name) == OfName(second),
        (PhoneNumber phone, PhoneNumber second) => phone.Key == second.Key,
        (IdNumber id, IdNumber second) => id.IsOfSameCard(second),
        _ => Equals(one, other),
    };

    /// <summary>NFKC without invisible characters. A broken surrogate pair becomes U+FFFD: it can't be stored and so matches nothing.</summary>
    internal static string Unified(string text) => Normalise.Visible(Normalise.Whole(text)).Normalize(NormalizationForm.FormKC);

    // Spaces beside these carry no meaning: Chinese characters (also those of two UTF-16 units), brackets and dots.
    private static bool IsTight(char c) => c is '(' or ')' or '[' or ']' or '·' || Dots.Contains(c, StringComparison.Ordinal) || char.IsSurrogate(c)
        || CharUnicodeInfo.GetUnicodeCategory(c) == UnicodeCategory.OtherLetter;
}
