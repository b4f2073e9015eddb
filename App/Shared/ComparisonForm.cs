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

    private const string Dots = "•・‧∙⋅●˙⸱";
    private const string Opening = "[{〔【〖〘";
    private const string Closing = "]}〕】〗〙";

    /// <summary>
    /// Of a person or company: NFKC, one kind of dot and bracket, no spaces beside Chinese characters, dots and brackets, lower case. A full stop is such a dot
    /// behind a letter (买买提.吐尔逊, A.B.公司), but not behind a digit. Only what stands before a character decides about it, so that the form of the beginning of a
    /// name is the beginning of its form.
    /// </summary>
    [return: NotNullIfNotNull(nameof(name))]
    public static string? OfName(string? name)
    {
        if (name is null)
        {
            return null;
        }

        // Before NFKC: it would split ˙ into a space and an accent.
        var text = Unified(name.Replace('˙', '·'));
        var form = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (!char.IsWhiteSpace(text[i]))
            {
                form.Append(Simple(text[i], form));
            }
            else if (form.Length > 0 && form[^1] != ' ' && !IsTight(form[^1]) && text.AsSpan(i).TrimStart() is { Length: > 0 } rest && !IsTight(Simple(rest[0], form)))
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

    // One kind of dot and of bracket.
    private static char Simple(char c, StringBuilder before) =>
        Dots.Contains(c, StringComparison.Ordinal) || (c == '.' && before.Length > 0 && (char.IsLetter(before[^1]) || char.IsSurrogate(before[^1]))) ? '·'
        : Opening.Contains(c, StringComparison.Ordinal) ? '('
        : Closing.Contains(c, StringComparison.Ordinal) ? ')'
        : c;

    // Spaces beside these carry no meaning: Chinese characters (also those of two UTF-16 units), brackets and dots.
    private static bool IsTight(char c) => c is '(' or ')' or '·' || char.IsSurrogate(c)
        || CharUnicodeInfo.GetUnicodeCategory(c) == UnicodeCategory.OtherLetter;
}
