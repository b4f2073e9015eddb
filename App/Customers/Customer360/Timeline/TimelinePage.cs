namespace WorkOrders.Customers.Customer360.Timeline;

/// <summary>An entry with its kind.</summary>
public sealed record TimelineLine(TimelineKind Kind, TimelineEntry Entry);

/// <summary>One page of the merged timeline, newest first. <paramref name="Earlier"/> is where the next one begins; null on the last.</summary>
public sealed record TimelinePage(IReadOnlyList<TimelineLine> Lines, DateTimeOffset? Earlier)
{
    /// <summary>Merges what the sources answered to <paramref name="ask"/>. Entries of one moment stay on one page, so that none is lost between two.</summary>
    public static TimelinePage Of(IEnumerable<(TimelineKind Kind, TimelinePart Part)> parts, TimelineAsk ask, int size)
    {
        ArgumentNullException.ThrowIfNull(parts);
        ArgumentNullException.ThrowIfNull(ask);
        var all = parts.ToList();
        List<TimelineLine> lines =
        [
            .. all.SelectMany(part => part.Part.Entries.Select(entry => new TimelineLine(part.Kind, entry)))
                .OrderByDescending(line => line.Entry.At).ThenBy(line => line.Kind.Code, StringComparer.Ordinal),
        ];
        var isFull = all.Exists(part => part.Part.Entries.Count >= ask.Most);
        if (lines.Count <= size && !isFull)
        {
            return new(lines, null);
        }

        var last = lines[Math.Min(size, lines.Count) - 1].Entry.At;
        var shown = lines.TakeWhile(line => line.Entry.At >= last).ToList();
        return new(shown, shown.Count < lines.Count || isFull ? last : null);
    }
}
