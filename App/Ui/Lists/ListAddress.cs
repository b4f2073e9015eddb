using System.Globalization;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Primitives;
using WorkOrders.Shared;

namespace WorkOrders.Ui.Lists;

/// <summary>Reads and writes list queries in the URL. Unknown values are ignored.</summary>
internal static class ListAddress
{
    private const int LastPage = 1_000_000;
    private const int LongestText = 100;

    /// <summary>Parses the query string.</summary>
    public static Dictionary<string, StringValues> Parse(string? query) => QueryHelpers.ParseQuery(query);

    /// <summary>The path with the query parameters that have a value.</summary>
    public static string Of(string path, params IEnumerable<(string Name, string? Value)> parts) =>
        QueryHelpers.AddQueryString(path, parts.Where(p => p.Value is not null).Select(p => KeyValuePair.Create(p.Name, p.Value)));

    public static string? Text(this Dictionary<string, StringValues> query, string name) =>
        Normalise.Text(query.GetValueOrDefault(name).ToString()) is { } text ? Normalise.Start(text, LongestText) : null;

    public static int? Number(this Dictionary<string, StringValues> query, string name) =>
        int.TryParse(query.GetValueOrDefault(name).ToString(), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    public static int Page(this Dictionary<string, StringValues> query) => Math.Clamp(query.Number("page") ?? 1, 1, LastPage);

    public static DateOnly? Day(this Dictionary<string, StringValues> query, string name) =>
        DateOnly.TryParseExact(query.GetValueOrDefault(name).ToString(), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && day.Year is >= 1900 and <= 2100 ? day : null;

    public static T? Named<T>(this Dictionary<string, StringValues> query, string name)
        where T : struct, Enum => Named<T>(query.GetValueOrDefault(name).ToString());

    public static T? Named<T>(string? name)
        where T : struct, Enum => Enum.TryParse<T>(name, ignoreCase: true, out var value) && Enum.IsDefined(value) ? value : null;

    public static string? Of(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    public static string? Of(int? number) => number?.ToString(CultureInfo.InvariantCulture);

    /// <summary>The page number; null for the first page, which needs no parameter.</summary>
    public static string? OfPage(int page) => page == 1 ? null : Of(page);
}
