using System.Text;

namespace WorkOrders.Shared;

/// <summary>An edited copy of a masked text, with the real numbers behind the masks that are still in it.</summary>
internal static class EditedText
{
    private const string ClauseEnds = "，,；;。、\r\n*";

    public static string Merge(string original, string edited)
    {
        var kept = Kept(original, edited);
        while (true)
        {
            var merged = Write(edited, kept, out var places);
            var hidden = NumberMask.Hidden(NumberMask.Find(merged));
            var shown = kept.FindIndex(k => !IsHidden(places[k], k.Part, hidden));
            if (shown < 0)
            {
                return merged;
            }

            kept.RemoveAt(shown);
        }
    }

    private static List<Kept> Kept(string original, string edited)
    {
        var masked = NumberMask.MaskParts(original);
        var known = Known(original, masked);
        var texts = known.Select(k => k.Part.Mask).Distinct(StringComparer.Ordinal).OrderByDescending(m => m.Length).ToList();
        var present = Occurrences(edited, texts, 0, edited.Length);
        var same = masked.AsSpan().CommonPrefixLength(edited);
        var sameEnd = CommonEnd(masked.AsSpan(same), edited.AsSpan(same));
        List<Kept> kept = [];
        foreach (var (at, mask) in present)
        {
            var rivals = known.FindAll(k => k.Part.Mask == mask);
            var isCounted = rivals.Count == present.Count(p => p.Mask == mask);
            if (rivals.TrueForAll(r => r.Part.Real == rivals[0].Part.Real))
            {
                kept.Add(new(at, rivals[0].Part));
            }
            else if (ByWords(masked, rivals, edited, at) is { } named)
            {
                kept.AddRange(named.Select(n => new Kept(at, n.Part)));
            }
            else if (isCounted && (at + mask.Length <= same ? at : at >= edited.Length - sameEnd ? at - edited.Length + masked.Length : -1) is >= 0 and var place
                && rivals.Find(r => r.At == place) is { } unmoved)
            {
                kept.Add(new(at, unmoved.Part));
            }
        }

        return kept;
    }

    // The numbers with their places in the masked text, and what looks like one of their masks but was typed with asterisks.
    private static List<Kept> Known(string original, string masked)
    {
        List<Kept> known = [];
        var shift = 0;
        foreach (var part in NumberMask.Parts(original))
        {
            known.Add(new(part.Start + shift, part));
            shift += part.Mask.Length - part.Real.Length;
        }

        var masks = known.Select(k => k.Part.Mask).Distinct(StringComparer.Ordinal).OrderByDescending(m => m.Length).ToList();
        List<Kept> typed = [];
        var from = 0;
        foreach (var number in known)
        {
            typed.AddRange(Typed(masked, masks, from, number.At));
            from = number.End;
        }

        typed.AddRange(Typed(masked, masks, from, masked.Length));
        return [.. known, .. typed];
    }

    private static IEnumerable<Kept> Typed(string masked, List<string> masks, int from, int to) =>
        Occurrences(masked, masks, from, to).Select(o => new Kept(o.At, new MaskedPart(o.At, o.Mask, o.Mask, [])));

    private static List<(int At, string Mask)> Occurrences(string text, List<string> masks, int from, int to)
    {
        List<(int At, string Mask)> found = [];
        for (var at = from; at < to;)
        {
            if (masks.Find(m => m.Length <= to - at && string.CompareOrdinal(text, at, m, 0, m.Length) == 0) is { } mask)
            {
                found.Add((at, mask));
                at += mask.Length;
            }
            else
            {
                at++;
            }
        }

        return found;
    }

    // Which number of several with the same mask: the one whose words in the same clause, before and after it, are more like those in the edited text.
    // Null when the words say nothing; empty when they contradict each other.
    private static List<Kept>? ByWords(string masked, List<Kept> rivals, string edited, int at)
    {
        var scores = rivals.ConvertAll(r => (Rival: r, Before: Alike(masked, r.At - 1, edited, at - 1, -1), After: Alike(masked, r.End, edited, at + r.Part.Mask.Length, 1)));
        var (before, after) = (scores.Max(s => s.Before), scores.Max(s => s.After));
        var best = scores.FindAll(s => s.Before == before && s.After == after);
        return best.Count == rivals.Count ? null
            : best.Count > 0 && best.TrueForAll(b => b.Rival.Part.Real == best[0].Rival.Part.Real) ? [best[0].Rival]
            : [];
    }

    // Letters and digits that are the same, away from these places to the end of the clause.
    private static int Alike(string one, int inOne, string other, int inOther, int step)
    {
        var count = 0;
        while (inOne >= 0 && inOne < one.Length && inOther >= 0 && inOther < other.Length && one[inOne] == other[inOther] && !ClauseEnds.Contains(one[inOne], StringComparison.Ordinal))
        {
            count += char.IsLetterOrDigit(one[inOne]) ? 1 : 0;
            (inOne, inOther) = (inOne + step, inOther + step);
        }

        return count;
    }

    private static int CommonEnd(ReadOnlySpan<char> one, ReadOnlySpan<char> other)
    {
        var length = 0;
        while (length < Math.Min(one.Length, other.Length) && one[^(length + 1)] == other[^(length + 1)])
        {
            length++;
        }

        return length;
    }

    private static string Write(string edited, List<Kept> kept, out Dictionary<Kept, int> places)
    {
        places = [];
        var text = new StringBuilder(edited.Length);
        var from = 0;
        foreach (var number in kept)
        {
            text.Append(edited, from, number.At - from);
            places[number] = text.Length;
            text.Append(number.Part.Real);
            from = number.End;
        }

        return text.Append(edited, from, edited.Length - from).ToString();
    }

    private static bool IsHidden(int at, MaskedPart part, List<(int Start, int End)> hidden) =>
        part.Hidden.TrueForAll(h => hidden.Exists(now => now.Start <= at + h.Start && now.End >= at + h.End));
}

/// <summary>A number whose mask stands in the edited text at this place.</summary>
internal sealed record Kept(int At, MaskedPart Part)
{
    public int End => At + Part.Mask.Length;
}
