using System.Globalization;
using WorkOrders.Desk.Table;
using WorkOrders.Shared;

namespace WorkOrders.Desk.Filters;

/// <summary>One filter of the desk: its URL parameter, its Chinese label, and how to parse, write, display and clear it.</summary>
internal sealed record FilterField(
    string Key,
    string Label,
    Func<WorkOrderFilter, string?> Write,
    Func<WorkOrderFilter, string, WorkOrderFilter> Read,
    Func<WorkOrderFilter, WorkOrderFilter> Clear,
    Func<WorkOrderFilter, DeskNames, IReadOnlyList<object>> Show) : ICodedText
{
    private static readonly DateOnly FirstDay = new(2000, 1, 1);
    private static readonly DateOnly LastDay = new(2199, 12, 31);

    string ICoded.Code => Key;

    string ICodedText.Text => Label;

    /// <summary>Text with a maximum length. Numbers in it are displayed masked.</summary>
    public static FilterField Text(string key, string label, int length, Func<WorkOrderFilter, string?> get, Func<WorkOrderFilter, string?, WorkOrderFilter> set) => new(
        key,
        label,
        get,
        (filter, text) => Normalise.Text(text) is { } value && value.Length > length
            ? Wrong(filter, label, "最多 {0} 个字", length)
            : set(filter, Normalise.Text(text)),
        filter => set(filter, null),
        (filter, _) => [FreeText.MaskNumbers(get(filter)!)]);

    /// <summary>A contract or application number, displayed as it is.</summary>
    public static FilterField Number(string key, string label, int length, Func<WorkOrderFilter, string?> get, Func<WorkOrderFilter, string?, WorkOrderFilter> set) =>
        Text(key, label, length, get, set) with { Show = (filter, _) => [new BusinessNumber(get(filter)!)] };

    /// <summary>A complete identifier, displayed masked.</summary>
    public static FilterField Identifier<T>(string key, string label, string problem, Func<string, T?> parse, Func<WorkOrderFilter, T?> get, Func<WorkOrderFilter, T?, WorkOrderFilter> set)
        where T : Sensitive => new(
        key,
        label,
        filter => get(filter)?.Unmask(),
        (filter, text) => parse(text) is { } value ? set(filter, value) : Wrong(filter, label, problem),
        filter => set(filter, null),
        (filter, _) => [get(filter)!]);

    /// <summary>A reference to a person or category by id.</summary>
    public static FilterField Reference(string key, string label, Func<WorkOrderFilter, int?> get, Func<WorkOrderFilter, int?, WorkOrderFilter> set, Func<DeskNames, int?, string?> name) => new(
        key,
        label,
        filter => get(filter)?.ToString(CultureInfo.InvariantCulture),
        (filter, text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? set(filter, id) : Wrong(filter, label, "没有这个选项"),
        filter => set(filter, null),
        (filter, names) => [name(names, get(filter)) ?? "?"]);

    /// <summary>A date in Shanghai time, as yyyy-MM-dd.</summary>
    public static FilterField Day(string key, string label, Func<WorkOrderFilter, DateOnly?> get, Func<WorkOrderFilter, DateOnly?, WorkOrderFilter> set) => new(
        key,
        label,
        filter => get(filter)?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        (filter, text) => DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && day >= FirstDay && day <= LastDay
            ? set(filter, day)
            : Wrong(filter, label, "日期应为 2026-11-20 这样的格式"),
        filter => set(filter, null),
        (filter, _) => [get(filter)!.Value.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)]);

    /// <summary>Parses an enum name, ignoring case. Numbers are rejected.</summary>
    public static T? Parse<T>(string text)
        where T : struct, Enum =>
        Enum.GetValues<T>().Where(value => string.Equals(value.ToString(), text.Trim(), StringComparison.OrdinalIgnoreCase)).Select(value => (T?)value).FirstOrDefault();

    public static WorkOrderFilter Wrong(WorkOrderFilter filter, string label, string message, params object[] arguments) =>
        filter with { Problems = [.. filter.Problems, new FilterProblem(label, message, arguments)] };
}
