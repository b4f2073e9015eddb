using System.Buffers;
using System.Text;

namespace WorkOrders.Files.Content;

/// <summary>Names of a PDF that are harmful with certain values only.</summary>
internal static class PdfValues
{
    private const int LongestName = 16;
    private const int MostOfText = 64;

    private static readonly SearchValues<char> SchemeSigns =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789+-.");

    private static readonly string[] Schemes = ["http", "https", "mailto", "tel"];

    /// <summary>True for a value that makes the name harmful.</summary>
    /// <param name="name">JS, EF, AA, URI or OpenAction.</param>
    /// <param name="value">From its first sign, without spaces and comments.</param>
    /// <param name="isCut">It is looked at again with what stands behind it.</param>
    public static bool IsHarmful(ReadOnlySpan<char> name, ReadOnlySpan<byte> value, bool isCut) => name switch
    {
        // A control character stands in no script, but in the data of a picture.
        "JS" => IsReference(value) || (value[0] == '<' && value is not [_, (byte)'<', ..]) || (value is [(byte)'(', >= (byte)' ' or (>= 9 and <= 13), ..]),
        "EF" or "AA" => value.StartsWith("<<"u8) || IsReference(value),
        "URI" => IsReference(value) || (value[0] is (byte)'(' or (byte)'<' && !value.StartsWith("<<"u8) && IsOtherThanLink(Text(value))),
        "OpenAction" => value.StartsWith("<<"u8) && !GoesToPage(value, isCut),
        _ => false,
    };

    // Opening the document may go to one of its pages; programs of all kinds write that. What is harmful everywhere is told by its own name.
    private static bool GoesToPage(ReadOnlySpan<byte> action, bool isCut)
    {
        Span<char> name = stackalloc char[LongestName];
        var isKind = false;
        for (var at = 0; PdfNames.Next(action, ref at, name) is >= 0 and var length;)
        {
            if (isKind)
            {
                return name[..length] is "GoTo" || PdfNames.IsHarmful(name[..length]) || (isCut && at == action.Length);
            }

            isKind = name[..length] is "S";
        }

        return isCut;
    }

    // 7 0 R, with comments between.
    private static bool IsReference(ReadOnlySpan<byte> value)
    {
        var first = value.IndexOfAnyExceptInRange((byte)'0', (byte)'9');
        if (first <= 0 || !(PdfNames.IsSpace(value[first]) || value[first] == '%'))
        {
            return false;
        }

        var rest = value[first..];
        rest = rest[PdfNames.SkipSpaces(rest)..];
        var second = rest.IndexOfAnyExceptInRange((byte)'0', (byte)'9');
        if (second <= 0)
        {
            return false;
        }

        rest = rest[second..];
        return rest[PdfNames.SkipSpaces(rest)..] is [(byte)'R', ..];
    }

    // A file, a share, or an address that starts a program of the system.
    private static bool IsOtherThanLink(string text)
    {
        var address = text.TrimStart('\0', '\t', '\n', '\v', '\f', '\r', ' ');
        var end = address.AsSpan().IndexOfAnyExcept(SchemeSigns);
        return address.StartsWith("//", StringComparison.Ordinal)
            || address.StartsWith(@"\\", StringComparison.Ordinal)
            || (end > 0 && address[end] == ':' && char.IsAsciiLetter(address[0])
                && (end > 1 ? !Schemes.Contains(address[..end], StringComparer.OrdinalIgnoreCase) : address[(end + 1)..] is ['\\' or '/', ..]));
    }

    private static string Text(ReadOnlySpan<byte> value)
    {
        var bytes = value[0] == '(' ? Literal(value[1..]) : Hex(value[1..]);
        return bytes is [0xFE, 0xFF, ..] ? Encoding.BigEndianUnicode.GetString(bytes, 2, bytes.Length - 2) : Encoding.Latin1.GetString(bytes);
    }

    private static byte[] Literal(ReadOnlySpan<byte> text)
    {
        var bytes = new List<byte>();
        for (var at = 0; at < text.Length && bytes.Count < MostOfText && text[at] != ')'; at++)
        {
            if (text[at] != '\\' || at + 1 == text.Length)
            {
                bytes.Add(text[at]);
                continue;
            }

            var digits = 0;
            var code = 0;
            for (; digits < 3 && at + 1 < text.Length && text[at + 1] is >= (byte)'0' and <= (byte)'7'; digits++)
            {
                code = (code * 8) + text[++at] - '0';
            }

            if (digits > 0)
            {
                bytes.Add((byte)code);
            }
            else if (text[++at] == '\r' && at + 1 < text.Length && text[at + 1] == '\n')
            {
                at++;
            }
            else if (text[at] is not ((byte)'\r' or (byte)'\n'))
            {
                bytes.Add(text[at]);
            }
        }

        return [.. bytes];
    }

    private static byte[] Hex(ReadOnlySpan<byte> text)
    {
        var digits = new StringBuilder();
        for (var at = 0; at < text.Length && digits.Length < 2 * MostOfText && text[at] != '>'; at++)
        {
            digits.Append(char.IsAsciiHexDigit((char)text[at]) ? (char)text[at] : "");
        }

        digits.Append(digits.Length % 2 == 1 ? "0" : "");
        return Convert.FromHexString(digits.ToString());
    }
}
