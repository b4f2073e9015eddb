namespace WorkOrders.Shared;

/// <summary>
/// Mobile numbers with asterisks between their groups, 138***1234***5678: all digits are there, so the asterisks are no mask. Those of a mask of 138****5678
/// with digits behind it differ in number.
/// </summary>
internal static class StarredNumber
{
    private const int Fewest = 3;
    private const int LongestRun = 32;
    private const int MostGroups = 5;

    /// <summary>Adds the numbers; true when the text has so many asterisks in a row at all.</summary>
    public static bool Find(string text, List<FoundNumber> found)
    {
        if (!text.Contains("***", StringComparison.Ordinal) && !text.Contains('＊', StringComparison.Ordinal))
        {
            return false;
        }

        List<DigitGroup> groups = [];
        List<char> digits = [];
        List<(int Start, int End)> places = [];
        var (stars, all, run) = (0, 0, 0);
        for (var i = 0; i < text.Length;)
        {
            var sign = NumberReading.Next(text, i, Spelling.Digits, out var digit, out var length);
            switch (sign)
            {
                case Sign.Digit:
                    if (groups.Count > 0 && run > 0 && (stars < Fewest || (all > 0 && all != stars)))
                    {
                        End();
                    }

                    if (groups.Count == 0 || run > 0)
                    {
                        all = groups.Count == 0 ? 0 : stars;
                        groups.Add(new DigitGroup(digits.Count, 0, 0, '*', IsLoose: true, IsLineEnd: false, IsPartOfMask: false, IsTaken: false, EndWithX: 0));
                    }

                    groups[^1] = groups[^1] with { Length = groups[^1].Length + 1 };
                    digits.Add(digit);
                    places.Add((i, i + length));
                    (stars, run) = (0, 0);
                    break;
                case Sign.Invisible:
                    break;
                case Sign.Star or Sign.Separator or Sign.Loose when groups.Count > 0 && run < LongestRun:
                    length = sign == Sign.Star ? NumberReading.Stars(text, i) : length;
                    stars = Math.Max(stars, sign == Sign.Star ? length : 0);
                    run++;
                    break;
                default:
                    End();
                    break;
            }

            i += length;
        }

        End();
        return true;

        void End()
        {
            if (groups.Count is > 1 and <= MostGroups)
            {
                var candidate = new Candidate([.. groups], 0, groups.Count - 1, [.. digits], isLoose: true);
                if (NumberShape.StarredMobile(candidate) is >= 0 and var start)
                {
                    found.Add(new(places[0].Start, places[^1].End, places[start + 2].End, places[^4].Start));
                }
            }

            groups.Clear();
            digits.Clear();
            places.Clear();
            (stars, all, run) = (0, 0, 0);
        }
    }
}
