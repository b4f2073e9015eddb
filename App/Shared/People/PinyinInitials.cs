using System.Text;

namespace WorkOrders.Shared.People;

/// <summary>Pinyin initials of Chinese names. GB 2312 sorts its 3 755 common characters by pinyin, so the code of a character gives its initial.</summary>
public static class PinyinInitials
{
    private const string Letters = "ABCDEFGHJKLMNOPQRSTWXYZ";

    // The first code of each initial letter.
    private static readonly int[] Starts =
    [
        0xB0A1, 0xB0C5, 0xB2C1, 0xB4EE, 0xB6EA, 0xB7A2, 0xB8C1, 0xB9FE, 0xBBF7, 0xBFA6, 0xC0AC, 0xC2E8,
        0xC4C3, 0xC5B6, 0xC5BE, 0xC6DA, 0xC8BB, 0xC8F6, 0xCBFA, 0xCDDA, 0xCEF4, 0xD1B9, 0xD4D1,
    ];

    private static readonly Encoding Gb2312 = CodePagesEncodingProvider.Instance.GetEncoding("gb2312")!;

    /// <summary>李雷 → LL. Latin letters and digits stay; characters outside the common set are omitted.</summary>
    public static string Of(string name) => string.Concat(name.Select(InitialOf)).ToUpperInvariant();

    private static string InitialOf(char c)
    {
        if (char.IsAsciiLetterOrDigit(c))
        {
            return c.ToString();
        }

        Span<byte> bytes = stackalloc byte[4];
        if (Gb2312.GetBytes([c], bytes) != 2)
        {
            return "";
        }

        var code = (bytes[0] << 8) | bytes[1];
        var index = Array.BinarySearch(Starts, code);
        index = index >= 0 ? index : ~index - 1;
        return index >= 0 && code <= 0xD7F9 ? Letters[index].ToString() : "";
    }
}
