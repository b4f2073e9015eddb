namespace WorkOrders.Shared;

/// <summary>统一社会信用代码: the 18 letters and digits of a company, known by their check character (GB 32100).</summary>
public static class CreditCode
{
    public const int Length = 18;

    private const string Signs = "0123456789ABCDEFGHJKLMNPQRTUWXY";

    /// <summary>The code in the form in which it is stored and compared: 18 characters, upper case. Null when it is none, or its check character is wrong.</summary>
    public static string? Parse(string? text) =>
        ComparisonForm.OfNumber(text) is { Length: Length } code && code.All(char.IsAsciiLetterOrDigit) && IsChecked(code) ? code : null;

    /// <summary>The digits stand in such a code.</summary>
    public static bool Holds(string text, int start, int end)
    {
        var (from, to) = (start, end);
        while (from > 0 && end - from <= Length && char.IsAsciiLetterOrDigit(text[from - 1]))
        {
            from--;
        }

        while (to < text.Length && to - from <= Length && char.IsAsciiLetterOrDigit(text[to]))
        {
            to++;
        }

        return to - from == Length && HasLetter(text.AsSpan(from, Length)) && IsChecked(text.AsSpan(from, Length));
    }

    private static bool HasLetter(ReadOnlySpan<char> code) => code.ContainsAnyInRange('A', 'Z');

    private static bool IsChecked(ReadOnlySpan<char> code)
    {
        var (sum, weight) = (0, 1);
        foreach (var c in code[..^1])
        {
            var value = Signs.IndexOf(c, StringComparison.Ordinal);
            if (value < 0)
            {
                return false;
            }

            sum += value * weight;
            weight = weight * 3 % 31;
        }

        return code[^1] == Signs[(31 - (sum % 31)) % 31];
    }
}
