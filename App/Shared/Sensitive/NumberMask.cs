using System.Runtime.InteropServices;

namespace WorkOrders.Shared;

/// <summary>A number in a text: where it stands, and the part that is hidden.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct FoundNumber(int Start, int End, int HiddenStart, int HiddenEnd);

/// <summary>
/// Finds telephone, identity-card and bank-account numbers in any text, however they are spelled. Only a digit beside a number makes it
/// another number; letters don't. The time grows with the length of the text only.
/// </summary>
internal static class NumberMask
{
    /// <summary>So many asterisks in a row belong to a mask; fewer stand between digits.</summary>
    private const int ShortestMask = 3;

    private const int FewestOfHead = 2;
    private const int MostPasses = 8;
    private const int LongestRun = 32;
    private const int LongestHead = 7;
    private const int LongestTail = 4;

    public static bool IsIn(string text) => Find(text).Count > 0;

    /// <summary>
    /// The text with the middle of each number as asterisks; the same text when it has none. Where more digits stand beside a number, what is left is
    /// read again, so that masking a masked text changes nothing.
    /// </summary>
    public static string Mask(string text)
    {
        for (var pass = 0; pass < MostPasses; pass++)
        {
            var found = Find(text, out var isCrowded);
            text = found.Count == 0 ? text : Write(text, Hidden(found));
            if (found.Count == 0 || !isCrowded)
            {
                break;
            }
        }

        return text;
    }

    /// <summary>The text with the masks of <see cref="Parts"/>.</summary>
    public static string MaskParts(string text) => Write(text, Hidden(Find(text)));

    /// <summary>The numbers of a text, in its order. They may overlap.</summary>
    public static List<FoundNumber> Find(string text) => Find(text, out _);

    private static List<FoundNumber> Find(string text, out bool isCrowded)
    {
        var may = NumberReading.MayHoldNumber(text, NumberShape.FewestDigits);
        isCrowded = may.InNumerals || may.InLetters;
        if (may == default)
        {
            return [];
        }

        List<FoundNumber> found = [];
        if (may.InDigits)
        {
            isCrowded |= new Search(text, Spelling.Digits, found).Run();
            isCrowded |= StarredNumber.Find(text, found);
            if (NumberReading.MayBeEscaped(text))
            {
                isCrowded |= new Search(text, Spelling.Escapes, found).Run();
            }
        }

        if (may.InNumerals)
        {
            isCrowded |= new Search(text, Spelling.Numerals, found).Run();
        }

        if (may.InLetters)
        {
            isCrowded |= new Search(text, Spelling.Letters, found).Run();
        }

        found.Sort(static (a, b) => a.Start.CompareTo(b.Start));
        return found;
    }

    /// <summary>The number or overlapping numbers at each place, as they are printed.</summary>
    public static List<MaskedPart> Parts(string text)
    {
        List<MaskedPart> parts = [];
        foreach (var group in Overlapping(Find(text)))
        {
            var (start, end) = (group[0].Start, group.Max(n => n.End));
            var moved = group.ConvertAll(n => new FoundNumber(n.Start - start, n.End - start, n.HiddenStart - start, n.HiddenEnd - start));
            var real = text[start..end];
            parts.Add(new MaskedPart(start, real, Write(real, Hidden(moved)), Hidden(moved)));
        }

        return parts;
    }

    /// <summary>The hidden places of these numbers, each once, in the order of the text.</summary>
    public static List<(int Start, int End)> Hidden(List<FoundNumber> found)
    {
        List<(int Start, int End)> hidden = [];
        foreach (var number in found.OrderBy(n => n.HiddenStart))
        {
            if (hidden.Count > 0 && number.HiddenStart <= hidden[^1].End)
            {
                hidden[^1] = (hidden[^1].Start, Math.Max(hidden[^1].End, number.HiddenEnd));
            }
            else
            {
                hidden.Add((number.HiddenStart, number.HiddenEnd));
            }
        }

        return hidden;
    }

    /// <summary>The masked numbers in a text: asterisks between the digits, in every spelling, that stand right before and after them.</summary>
    public static List<(int Start, int End)> Masks(string text)
    {
        List<(int Start, int End)> masks = [];
        var (head, start, isRun) = (0, 0, false);
        for (var i = 0; i < text.Length;)
        {
            var sign = NumberReading.Next(text, i, Spelling.Numerals, out _, out var length);
            var stars = sign == Sign.Star ? NumberReading.Stars(text, i) : 0;
            if (stars >= ShortestMask)
            {
                if (head >= FewestOfHead && TailEnd(text, i + stars) is > 0 and var end)
                {
                    masks.Add((start, end));
                }

                (head, length) = (0, stars);
            }
            else if (sign == Sign.Digit)
            {
                // The group right before the asterisks is where the mask starts.
                start = head == 0 || isRun ? i : start;
                (head, isRun) = (head + 1, false);
            }
            else if (sign is Sign.Separator or Sign.Loose or Sign.Star)
            {
                (head, isRun) = (isRun ? 0 : head, true);
            }
            else if (sign != Sign.Invisible)
            {
                head = 0;
            }

            i += length;
        }

        return masks;
    }

    // The end of the digits behind asterisks, with one separator before them; 0 when there are none.
    private static int TailEnd(string text, int from)
    {
        var (end, hasSeparator) = (0, false);
        for (var i = from; i < text.Length;)
        {
            var sign = NumberReading.Next(text, i, Spelling.Numerals, out _, out var length);
            i += length;
            if (sign == Sign.Digit)
            {
                end = i;
            }
            else if (sign is Sign.Separator && end == 0 && !hasSeparator)
            {
                hasSeparator = true;
            }
            else if (sign != Sign.Invisible)
            {
                break;
            }
        }

        return end;
    }

    private static IEnumerable<List<FoundNumber>> Overlapping(List<FoundNumber> found)
    {
        List<FoundNumber> group = [];
        var end = 0;
        foreach (var number in found)
        {
            if (group.Count > 0 && number.Start >= end)
            {
                yield return group;
                group = [];
            }

            group.Add(number);
            end = Math.Max(end, number.End);
        }

        if (group.Count > 0)
        {
            yield return group;
        }
    }

    private static string Write(string text, List<(int Start, int End)> hidden)
    {
        var masked = new System.Text.StringBuilder(text.Length);
        var from = 0;
        foreach (var (start, end) in hidden)
        {
            masked.Append(text, from, start - from).Append('*', Asterisks(text, start, end));
            from = end;
        }

        return masked.Append(text, from, text.Length - from).ToString();
    }

    // One for each digit and each run of separators.
    private static int Asterisks(string text, int start, int end)
    {
        var count = 0;
        var isRun = start > 0 && NumberReading.IsSeparator(text[start - 1]);
        for (var i = start; i < end;)
        {
            var sign = NumberReading.Next(text, i, Spelling.Digits, out _, out var length);
            i += length;
            if (sign is Sign.Separator or Sign.Loose or Sign.Star)
            {
                count += isRun ? 0 : 1;
                isRun = true;
            }
            else if (sign != Sign.Invisible)
            {
                count++;
                isRun = false;
            }
        }

        return Math.Max(count, ShortestMask);
    }

    /// <summary>One reading of a text: collects groups of digits that stand together, then looks at every row of them.</summary>
    private sealed class Search(string text, Spelling spelling, List<FoundNumber> found)
    {
        private readonly List<DigitGroup> groups = [];
        private readonly List<char> digits = [];
        private readonly List<(int Start, int End)> places = [];

        private bool isCrowded;

        /// <summary>Adds the numbers; true when other digits stand beside one of them.</summary>
        public bool Run()
        {
            var run = default(Separators);
            var afterMask = false;
            for (var i = 0; i < text.Length;)
            {
                if (groups.Count == 0 && !afterMask)
                {
                    i = NumberReading.NextDigit(text, i, spelling);
                    if (i == text.Length)
                    {
                        return isCrowded;
                    }
                }

                var sign = NumberReading.Next(text, i, spelling, out var digit, out var length);
                switch (sign)
                {
                    case Sign.Digit:
                        Take(digit, i, i + length, run, afterMask);
                        (run, afterMask) = (default, false);
                        break;
                    case Sign.Invisible:
                        break;
                    case Sign.Star when NumberReading.Stars(text, i) is >= ShortestMask and var stars:
                        length = stars;
                        afterMask = IsMask(i + stars);
                        EndAtMask(afterMask);
                        run = default;
                        break;
                    case Sign.Separator or Sign.Loose or Sign.Star when groups.Count > 0 && run.Count < LongestRun:
                        run = new(run.Count + 1, run.Count == 0 ? digit : '\0', run.IsLoose || sign == Sign.Loose, run.IsLineEnd || digit is '\n' or '\r' or '\u2028' or '\u2029');
                        break;
                    case Sign.X or Sign.Figure when groups.Count > 0 && run.Count == 0 && NumberReading.IsDigit(text, i + length, spelling):
                        TakeX(sign, i + length);
                        run = new(1, digit, IsLoose: true, IsLineEnd: false);
                        break;
                    default:
                        TakeX(sign, i + length);
                        End();
                        (run, afterMask) = (default, false);
                        break;
                }

                i += length;
            }

            End();
            return isCrowded;
        }

        private void Take(char digit, int start, int end, Separators run, bool afterMask)
        {
            if (groups.Count == 0 || run.Count > 0)
            {
                groups.Add(new DigitGroup(digits.Count, 0, 0, run.Only, run.IsLoose, run.IsLineEnd, afterMask, IsTaken: false, EndWithX: 0));
            }

            var group = groups[^1];
            groups[^1] = group with { Length = group.Length + 1, Value = group.Length < 8 ? (group.Value * 10) + digit - '0' : group.Value };
            digits.Add(digit);
            places.Add((start, end));
        }

        private void TakeX(Sign sign, int end)
        {
            if (sign == Sign.X && groups.Count > 0)
            {
                groups[^1] = groups[^1] with { EndWithX = end };
            }
        }

        // The asterisks are those of a masked number: few digits are left before and after them.
        private bool IsMask(int after)
        {
            if (groups.Count == 0 || groups[^1].Length > LongestHead || EndsWithMobile())
            {
                return false;
            }

            // Between two masks without anything between their numbers: the end of one and the beginning of the next.
            var (tail, all) = (0, 0);
            var (isTail, isAtStars) = (true, false);
            for (var i = after; i < text.Length && i - after <= LongestRun && all <= LongestTail + LongestHead && !isAtStars;)
            {
                var sign = NumberReading.Next(text, i, spelling, out _, out var length);
                isTail &= sign == Sign.Digit;
                isAtStars = sign == Sign.Star && NumberReading.Stars(text, i) >= ShortestMask;
                if (sign is Sign.Other or Sign.X or Sign.Loose or Sign.Figure)
                {
                    break;
                }

                tail += isTail ? 1 : 0;
                all += sign == Sign.Digit ? 1 : 0;
                i += length;
            }

            return tail is > 0 and <= LongestTail || (tail > LongestTail && isAtStars);
        }

        // 138 1234 5678***9: a whole number stands before the asterisks, not the beginning of one.
        private bool EndsWithMobile() => groups is [.., { Length: 3, Value: >= 130 and < 200 }, { Length: 4 }, { Length: 4 }];

        private void EndAtMask(bool isMask)
        {
            if (isMask)
            {
                groups[^1] = groups[^1] with { IsPartOfMask = true };
            }

            End();
        }

        private void End()
        {
            if (digits.Count >= NumberShape.FewestDigits)
            {
                Look(isLoose: false);
                Look(isLoose: true);
            }

            groups.Clear();
            digits.Clear();
            places.Clear();
        }

        // Where numbers are listed, a comma between two of them is no part of a third.
        private void Look(bool isLoose)
        {
            for (var first = 0; first < groups.Count; first++)
            {
                Look(first, isLoose);
            }
        }

        private void Look(int first, bool isLoose)
        {
            var all = CollectionsMarshal.AsSpan(groups);
            var from = all[first].FirstDigit;
            var most = NumberShape.MostDigitsFrom(CollectionsMarshal.AsSpan(digits)[from..]);
            var hasLoose = false;
            for (var last = first; last < all.Length && !all[last].IsPartOfMask && !(isLoose && all[last].IsTaken); last++)
            {
                hasLoose |= last > first && all[last].IsLoose;
                var count = all[last].FirstDigit + all[last].Length - from;
                if (count > most || (hasLoose && !isLoose))
                {
                    return;
                }

                if (count >= NumberShape.FewestDigits && hasLoose == isLoose)
                {
                    var candidate = new Candidate(all, first, last, CollectionsMarshal.AsSpan(digits).Slice(from, count), isLoose);
                    if (count <= NumberShape.MostDigits)
                    {
                        Look(candidate);
                    }
                    else if (!isLoose)
                    {
                        LookForRow(candidate);
                    }
                }
            }
        }

        private void LookForRow(Candidate candidate)
        {
            var from = candidate.All[candidate.First].FirstDigit;
            if (spelling is Spelling.Numerals or Spelling.Letters || NumberShape.LengthInARow(candidate) is not (> 0 and var length)
                || HexToken.Holds(text, places[from].Start, places[from + candidate.Digits.Length - 1].End))
            {
                return;
            }

            MarkTaken(candidate);
            for (var at = from; at < from + candidate.Digits.Length; at += length)
            {
                found.Add(new(places[at].Start, places[at + length - 1].End, places[at + length - 9].End, places[at + length - 4].Start));
            }
        }

        private void MarkTaken(Candidate candidate)
        {
            isCrowded |= candidate.First > 0 || candidate.Last < candidate.All.Length - 1;
            for (var i = candidate.First; i <= candidate.Last; i++)
            {
                groups[i] = groups[i] with { IsTaken = true };
            }
        }

        private void Look(Candidate candidate)
        {
            var firstDigit = candidate.All[candidate.First].FirstDigit;
            var start = places[firstDigit].Start;
            var lastDigit = firstDigit + candidate.Digits.Length - 1;
            var end = places[lastDigit].End;
            if (NumberShape.Of(candidate, text.AsSpan(0, start), text.AsSpan(end)) is not { } shape || HexToken.Holds(text, start, end)
                || (!shape.IsSure && CreditCode.Holds(text, start, end)) || !IsOfSpelling(candidate, shape, start, end))
            {
                return;
            }

            MarkTaken(candidate);
            var tail = shape.Tail - (shape.TakesX ? 1 : 0);
            var hiddenStart = places[candidate.All[candidate.First].FirstDigit + shape.Head - 1].End;
            if (shape.KeepsSeparator && text[hiddenStart] is not ('\r' or '\n' or '\t')
                && NumberReading.Next(text, hiddenStart, spelling, out _, out var length) is Sign.Separator or Sign.Loose or Sign.Star && length == 1)
            {
                hiddenStart++;
            }

            found.Add(new(start, shape.TakesX ? candidate.All[candidate.Last].EndWithX : end, hiddenStart, places[lastDigit - tail + 1].Start));
        }

        // What the other readings find is left to them. Letters are digits only in what is a number for sure.
        private bool IsOfSpelling(Candidate candidate, NumberShape shape, int start, int end)
        {
            if (spelling is Spelling.Digits or Spelling.Escapes)
            {
                return true;
            }

            var (first, unusual) = (candidate.All[candidate.First].FirstDigit, 0);
            for (var i = first; i < first + candidate.Digits.Length; i++)
            {
                unusual += NumberReading.IsDigitOnlyHere(text, places[i].Start) ? 1 : 0;
            }

            return unusual > 0 && (spelling == Spelling.Numerals
                || ((shape.IsSure || candidate is { Digits: ['1', ..], Digits.Length: 11 }) && unusual * 2 < candidate.Digits.Length
                    && (start == 0 || !char.IsAsciiLetterOrDigit(text[start - 1])) && (end == text.Length || !char.IsAsciiLetterOrDigit(text[end]))));
        }

        /// <summary>Separators before a group: how many, which when it is only one.</summary>
        private readonly record struct Separators(int Count, char Only, bool IsLoose, bool IsLineEnd);
    }
}

/// <summary>A number, or several that overlap, with its mask. <paramref name="Hidden"/>: places within the number.</summary>
internal sealed record MaskedPart(int Start, string Real, string Mask, List<(int Start, int End)> Hidden);
