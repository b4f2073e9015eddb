using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using WorkOrders.Shared;

namespace WorkOrders.Api;

/// <summary>
/// A time in a query, ISO 8601: Shanghai's wall clock, or the instant that an offset or Z tells. It stands for its whole second; a day
/// alone for the whole day.
/// </summary>
internal sealed record PeriodEnd(DateTimeOffset First, DateTimeOffset After) : IParsable<PeriodEnd>
{
    private const int FirstYear = 1900;
    private const int LastYear = 2100;
    private static readonly string[] Local = ["yyyy-MM-dd'T'HH:mm:ss.FFFFFFF", "yyyy-MM-dd'T'HH:mm"];
    private static readonly string[] WithOffset = ["yyyy-MM-dd'T'HH:mm:ss.FFFFFFFzzz", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'"];

    public static PeriodEnd Parse(string s, IFormatProvider? provider) => TryParse(s, provider, out var result) ? result : throw new FormatException();

    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, [MaybeNullWhen(false)] out PeriodEnd result)
    {
        // The plus of an offset arrives as a space unless the client encoded it.
        result = IsNear(s) ? Read(s!.Replace(' ', '+')) : null;
        return result is not null;
    }

    // Before anything is reckoned with it: the ends of the calendar have no Shanghai time.
    private static bool IsNear(string? text) =>
        text is { Length: > 4 } && int.TryParse(text.AsSpan(0, 4), NumberStyles.None, CultureInfo.InvariantCulture, out var year) && year is >= FirstYear and <= LastYear;

    private static PeriodEnd? Read(string text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            ? new PeriodEnd(BusinessTime.StartOf(day), BusinessTime.StartOf(day.AddDays(1)))
        : DateTime.TryParseExact(text, Local, CultureInfo.InvariantCulture, DateTimeStyles.None, out var local) ? OfSecond(BusinessTime.FromLocal(local))
        : DateTimeOffset.TryParseExact(text, WithOffset, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var instant) ? OfSecond(instant)
        : null;

    private static PeriodEnd OfSecond(DateTimeOffset instant) => new(instant, instant.AddSeconds(1));
}
