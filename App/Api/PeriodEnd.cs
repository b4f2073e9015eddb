using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using WorkOrders.Shared;

namespace WorkOrders.Api;

/// <summary>
/// An ISO 8601 time in a query: Shanghai local time, or with an offset or Z. It stands for the whole second;
/// a date without time stands for the whole day.
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
        // The + of an offset arrives as a space when the client didn't encode it.
        result = IsNear(s) ? Read(s!.Replace(' ', '+')) : null;
        return result is not null;
    }

    // Check the range before any conversion: the first and last DateTime values can't be converted to Shanghai time.
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
