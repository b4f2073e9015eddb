namespace WorkOrders.Shared;

/// <summary>Trace ids, hashes and GUIDs: long hexadecimal words in which digits mean nothing.</summary>
internal static class HexToken
{
    private const int Longest = 130;
    private const int GuidLength = 36;

    /// <summary>The digits stand in such a word, without anything else between them.</summary>
    public static bool Holds(string text, int start, int end)
    {
        foreach (var c in text.AsSpan(start, end - start))
        {
            if (!IsPart(c))
            {
                return false;
            }
        }

        var (from, to) = (start, end);
        while (from > 0 && start - from < Longest && IsPart(text[from - 1]))
        {
            from--;
        }

        while (to < text.Length && to - end < Longest && IsPart(text[to]))
        {
            to++;
        }

        var word = text.AsSpan(from, to - from);
        return HasLetter(word) && ((word.Length == GuidLength && Guid.TryParse(word, out _)) || IsLongWord(word, start - from, end - from));
    }

    private static bool IsLongWord(ReadOnlySpan<char> word, int start, int end)
    {
        var from = word[..start].LastIndexOf('-') + 1;
        var to = word[end..].IndexOf('-') is >= 0 and var dash ? end + dash : word.Length;
        return to - from is 32 or 40 or 64 && !word[from..to].Contains('-') && HasLetter(word[from..to]);
    }

    private static bool IsPart(char c) => char.IsAsciiHexDigit(c) || c == '-';

    private static bool HasLetter(ReadOnlySpan<char> word) => word.ContainsAnyInRange('a', 'f') || word.ContainsAnyInRange('A', 'F');
}
