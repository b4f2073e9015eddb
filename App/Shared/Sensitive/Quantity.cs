namespace WorkOrders.Shared;

/// <summary>Amounts, times and other quantities: a currency before the figure or a unit behind it.</summary>
internal static class Quantity
{
    private const string Currencies = "¥￥$";
    private const string UnitStarts = "元万亿年月日天期岁次笔件个张台辆公%％";

    // What may follow a unit; alone it is one too. 张女士, 公司, 个人, 台州 and 元旦 are none.
    private static readonly string[] Units =
    [
        "元", "元整", "元每", "元到", "元以", "万", "万元", "亿", "亿元", "年", "年到", "年内", "年后", "年前", "年各", "年起", "年末", "年底", "年初", "年还", "月", "月到", "月内", "月底", "日", "日到",
        "日前", "日内", "日起", "日还", "天", "天内", "天后", "期", "期还", "期逾", "期未", "期已", "岁", "次", "笔", "件", "个", "个月", "个工", "张", "台", "辆", "公里", "公斤", "%", "％",
    ];

    private static readonly string[] Measures = ["ms", "us", "ns", "s", "m", "KB", "MB", "GB", "%", "％"];

    public static bool IsIn(char before, ReadOnlySpan<char> after) => Currencies.Contains(before, StringComparison.Ordinal) || StartsWithUnit(after);

    /// <summary>Two groups that are one figure: 138.12345678ms, 1500000 2026年.</summary>
    public static bool IsMeasure(Candidate candidate, ReadOnlySpan<char> after)
    {
        var last = candidate.All[candidate.Last];
        return (last.Before == '.' && StartsWithMeasure(after)) || (last is { Length: 4, Value: >= 1900 and < 2100 } && after.StartsWith("年") && StartsWithUnit(after));
    }

    private static bool StartsWithMeasure(ReadOnlySpan<char> text)
    {
        foreach (var unit in Measures)
        {
            if (text.StartsWith(unit, StringComparison.OrdinalIgnoreCase) && (text.Length == unit.Length || !char.IsAsciiLetterOrDigit(text[unit.Length])))
            {
                return true;
            }
        }

        return false;
    }

    private static bool StartsWithUnit(ReadOnlySpan<char> text)
    {
        if (text.IsEmpty || !UnitStarts.Contains(text[0], StringComparison.Ordinal))
        {
            return false;
        }

        foreach (var unit in Units)
        {
            if (text.StartsWith(unit, StringComparison.Ordinal) && (unit.Length == 2 || text.Length == 1 || !char.IsLetter(text[1])))
            {
                return true;
            }
        }

        return false;
    }
}
