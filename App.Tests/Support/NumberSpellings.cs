using System.Globalization;
using System.Text;

namespace WorkOrders.Tests.Support;

/// <summary>A personal number as people write it. <paramref name="Number"/> is its digits.</summary>
internal sealed record Spelling(string Text, string Number, string Masked);

/// <summary>Ways to write telephone, identity-card and bank-account numbers.</summary>
internal static class NumberSpellings
{
    private const string Mobile = "13812345678";
    private const string Id = "110101199003071233";
    private const string IdX = "11010519491231002X";
    private const string Card = "6222021234567890123";

    public static readonly IReadOnlyList<Spelling> All =
    [
        new("13812345678", Mobile, "138****5678"),
        new("tel13812345678", Mobile, "tel138****5678"),
        new("wx13812345678", Mobile, "wx138****5678"),
        new("QQ13812345678微信", Mobile, "QQ138****5678微信"),
        new("13812345678x", Mobile, "138****5678x"),
        new("掩码13812345678测试", Mobile, "掩码138****5678测试"),
        new("138 1234 5678", Mobile, "138 *****5678"),
        new("138-1234-5678", Mobile, "138-*****5678"),
        new("138.1234.5678", Mobile, "138.*****5678"),
        new("138–1234–5678", Mobile, "138–*****5678"),
        new("138—1234—5678", Mobile, "138—*****5678"),
        new("138−1234−5678", Mobile, "138−*****5678"),
        new("138－1234－5678", Mobile, "138－*****5678"),
        new("138  1234  5678", Mobile, "138 *****5678"),
        new("138\u00A01234\u00A05678", Mobile, "138\u00A0*****5678"),
        new("138\u30001234\u30005678", Mobile, "138\u3000*****5678"),
        new("138 - 1234 - 5678", Mobile, "138 *****5678"),
        new("138_1234_5678", Mobile, "138_*****5678"),
        new("(138)1234-5678", Mobile, "(138)*****5678"),
        new("【138】1234【5678】", Mobile, "【138】*****5678】"),
        new("138·1234·5678", Mobile, "138·*****5678"),
        new("138。1234。5678", Mobile, "138。*****5678"),
        new("138/1234/5678", Mobile, "138/*****5678"),
        new("138，1234，5678", Mobile, "138，*****5678"),
        new("138*1234*5678", Mobile, "138******5678"),
        new("**13812345678**", Mobile, "**138****5678**"),
        new("1381234 5678", Mobile, "138*****5678"),
        new("1381 2345 678", Mobile, "138*****5 678"),
        new("1 3 8 1 2 3 4 5 6 7 8", Mobile, "1 3 8 ********5 6 7 8"),
        new("138\u200B1234\u200B5678", Mobile, "138****5678"),
        new("1\u2060381\uFEFF2345\u00AD678", Mobile, "1\u206038****5\u00AD678"),
        new("１３８１２３４５６７８", Mobile, "１３８****５６７８"),
        new("①③⑧①②③④⑤⑥⑦⑧", Mobile, "①③⑧****⑤⑥⑦⑧"),
        new("𝟏𝟑𝟖𝟏𝟐𝟑𝟒𝟓𝟔𝟕𝟖", Mobile, "𝟏𝟑𝟖****𝟓𝟔𝟕𝟖"),
        new("١٣٨١٢٣٤٥٦٧٨", Mobile, "١٣٨****٥٦٧٨"),
        new("1\uFE0F\u20E33\uFE0F\u20E38\uFE0F\u20E312345678", Mobile, "1\uFE0F\u20E33\uFE0F\u20E38****5678"),
        new("一三八一二三四五六七八", Mobile, "一三八****五六七八"),
        new("+8613812345678", Mobile, "+86138****5678"),
        new("+86 138 1234 5678", Mobile, "+86 138 *****5678"),
        new("0086-138-1234-5678", Mobile, "0086-138-*****5678"),
        new("8613812345678", Mobile, "86138****5678"),
        new("013812345678", Mobile, "0138****5678"),
        new("010-12345678", "01012345678", "010-****5678"),
        new("（0755）1234567", "07551234567", "（075*****4567"),
        new("ID110101199003071233", Id, "ID110101********1233"),
        new("110101 19900307 1233", Id, "110101**********1233"),
        new("110101-19900307-1233", Id, "110101**********1233"),
        new("110101 1990 0307 1233", Id, "110101***********1233"),
        new("身份证11010519491231002x。", IdX, "身份证110105********002x。"),
        new("110105 19491231 002X", IdX, "110105**********002X"),
        new("１１０１０５１９４９１２３１００２Ｘ", IdX, "１１０１０５********００２Ｘ"),
        new("No110105491231002号", "110105491231002", "No110105*****1002号"),
        new("card6222021234567890123", Card, "card6222***********0123"),
        new("6222 0212 3456 7890 123", Card, "6222**************0 123"),
        new("6222-0212-3456-7890", "6222021234567890", "6222***********7890"),
        new("622202 1234567890123", Card, "6222************0123"),
        new("138･1234･5678", Mobile, "138･*****5678"),
        new("138﹒1234﹒5678", Mobile, "138﹒*****5678"),
        new("138─1234─5678", Mobile, "138─*****5678"),
        new("138丨1234丨5678", Mobile, "138丨*****5678"),
        new("138′1234′5678", Mobile, "138′*****5678"),
        new("138､1234､5678", Mobile, "138､*****5678"),
        new("138×1234×5678", Mobile, "138******5678"),
        new("138x1234x5678", Mobile, "138******5678"),
        new("138→1234→5678", Mobile, "138→*****5678"),
        new("138 → 1234 → 5678", Mobile, "138 *****5678"),
        new("138★1234★5678", Mobile, "138★*****5678"),
        new("138$1234$5678", Mobile, "138******5678"),
        new("138％1234％5678", Mobile, "138******5678"),
        new("138☎1234☎5678", Mobile, "138☎*****5678"),
        new("138📞1234📞5678", Mobile, "138******5678"),
        new("1★3★8★1★2★3★4★5★6★7★8", Mobile, "1★3★8★********5★6★7★8"),
        new("08613812345678", Mobile, "086138****5678"),
        new("+08613812345678", Mobile, "+086138****5678"),
        new("1，3，8，1，2，3，4，5，6，7，8", Mobile, "1，3，8，********5，6，7，8"),
        new("086 138 1234 5678", Mobile, "086 138 *****5678"),
        new("138***1234***5678", Mobile, "138******5678"),
        new("1381234***5678", Mobile, "138*****5678"),
        new("1***3812345678", Mobile, "1***38****5678"),
        new("138 1234 5678***9", Mobile, "138 *****5678***9"),
        new("aaaaaaaaaaaaaaaaaaa138 1234 5678", Mobile, "aaaaaaaaaaaaaaaaaaa138 *****5678"),
        new("110101★19900307★1233", Id, "110101**********1233"),
    ];

    public static TheoryData<string, string, string> Rows
    {
        get
        {
            var rows = new TheoryData<string, string, string>();
            foreach (var (text, number, masked) in All)
            {
                rows.Add(text, number, masked);
            }

            return rows;
        }
    }

    /// <summary>Without those that forms take for masks and refuse.</summary>
    public static IReadOnlyList<Spelling> Entered { get; } = [.. All.Where(s => !IsLikeMask(s.Text))];

    /// <summary>The spellings that can be entered, in parts of at most this many characters.</summary>
    public static IReadOnlyList<string> Texts(int limit)
    {
        List<string> texts = [""];
        foreach (var spelling in Entered)
        {
            if (texts[^1].Length + spelling.Text.Length + 1 > limit)
            {
                texts.Add("");
            }

            texts[^1] += spelling.Text + "；";
        }

        return texts;
    }

    // Asterisks between two digits.
    private static bool IsLikeMask(string text) => text.Split('*') is { Length: > 1 } parts && parts[0] is [.., >= '0' and <= '9'] && parts[^1] is [>= '0' and <= '9', ..];

    /// <summary>The spellings that are readable in what the application prints, also in another spelling.</summary>
    public static IReadOnlyList<string> In(string printed)
    {
        var plain = Plain(printed);
        return [.. All.Where(s => printed.Contains(s.Text, StringComparison.Ordinal) || plain.Contains(s.Number, StringComparison.OrdinalIgnoreCase)).Select(s => s.Text).Distinct()];
    }

    /// <summary>Letters, digits and asterisks only, digits as 0 to 9: what a reader makes of a number.</summary>
    public static string Plain(string text)
    {
        var plain = new StringBuilder();
        foreach (var rune in text.EnumerateRunes())
        {
            if ("一二三四五六七八九".IndexOf(rune.ToString(), StringComparison.Ordinal) is >= 0 and var numeral)
            {
                plain.Append(numeral + 1);
            }
            else if (CharUnicodeInfo.GetDigitValue(rune.ToString(), 0) is >= 0 and var digit)
            {
                plain.Append(digit);
            }
            else if (Rune.IsLetter(rune) || rune.Value == '*')
            {
                plain.Append(rune.ToString().Normalize(NormalizationForm.FormKC));
            }
        }

        return plain.ToString();
    }
}
