using System.Globalization;
using WorkOrders.Shared;
using WorkOrders.Ui.Lists;

namespace WorkOrders.Customers.Customer360.Timeline;

/// <summary>What a timeline shows, as in its URL: a kind or all, a period of Shanghai days, and the time before which a later page begins.</summary>
public sealed record TimelineQuery(string? Kind = null, DateOnly? From = null, DateOnly? To = null, DateTimeOffset? Earlier = null)
{
    /// <summary>The tab of the page, in the address.</summary>
    public const string Tab = "timeline";

    /// <summary>Entries on a page; more when several happened at the same moment as the last one.</summary>
    public const int PageSize = 20;

    // More than a page, because entries of one moment stay on one page.
    private const int Asked = 2 * PageSize;

    /// <summary>What each source is asked for.</summary>
    public TimelineAsk Ask => new(From is { } from ? BusinessTime.StartOf(from) : null, Least(Earlier, To is { } to ? BusinessTime.StartOf(to.AddDays(1)) : null), Asked);

    public static TimelineQuery Parse(string query)
    {
        var read = ListAddress.Parse(query);
        return new(
            read.Text("kind"), read.Day("from"), read.Day("to"),
            DateTimeOffset.TryParseExact(read.Text("before"), "O", CultureInfo.InvariantCulture, DateTimeStyles.None, out var before) ? before.ToUniversalTime() : null);
    }

    public string AddressOf(int customerId) => ListAddress.Of(
        Page.CustomerView.AddressOf(customerId), ("tab", Tab), ("kind", Kind), ("from", ListAddress.Of(From)), ("to", ListAddress.Of(To)),
        ("before", Earlier?.UtcDateTime.ToString("O", CultureInfo.InvariantCulture)));

    private static DateTimeOffset? Least(DateTimeOffset? one, DateTimeOffset? other) => one is null ? other : other is null || one < other ? one : other;
}
