using WorkOrders.Database;
using WorkOrders.Shared;

namespace WorkOrders.Customers.Customer360;

/// <summary>Entries of one kind on a customer's timeline, read by the feature that owns them.</summary>
public interface ITimelineSource
{
    /// <summary>The filter and the heading of its entries.</summary>
    TimelineKind Kind { get; }

    /// <summary>The newest entries inside the period that the user may see, newest first, and how many there are that they may not see.</summary>
    Task<TimelinePart> ReadAsync(AppDb db, CustomerOnPage customer, TimelineAsk ask, CurrentUser me, CancellationToken token);
}

/// <summary>A kind of timeline entry; <paramref name="Code"/> stands in the address.</summary>
public sealed record TimelineKind(string Code, string Text);

/// <summary>The period (UTC, <paramref name="Before"/> exclusive) and the number of entries.</summary>
public sealed record TimelineAsk(DateTimeOffset? From, DateTimeOffset? Before, int Most);

/// <summary>What a source has; <paramref name="Hidden"/> are entries that the user may not see.</summary>
public sealed record TimelinePart(IReadOnlyList<TimelineEntry> Entries, int Hidden = 0);

/// <summary>One entry. <paramref name="Title"/> is a key of the localizer with its arguments; <paramref name="Text"/> is shown as it is, so it must be masked.</summary>
public sealed record TimelineEntry(DateTimeOffset At, string Title, IReadOnlyList<object> Arguments, string? Text, string? Actor, string? Address);
