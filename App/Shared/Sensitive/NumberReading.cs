using System.Globalization;
using System.Text;

namespace WorkOrders.Shared;

/// <summary>How a text is read when numbers are looked for in it.</summary>
internal enum Spelling
{
    /// <summary>Digits of every script and form.</summary>
    Digits,

    /// <summary>Also \u0031, \t, %31, %EF%BC%91 and &amp;#49; as in JSON, addresses and pages in log lines.</summary>
    Escapes,

    /// <summary>Also 一三八, 壹叁捌, 貳參, 么, 洞拐, ㊀, 〣 and Ⅲ.</summary>
    Numerals,

    /// <summary>Also l, I, O and o, and the letters of other alphabets that look the same, beside digits.</summary>
    Letters,
}

/// <summary>What a character means inside a number.</summary>
internal enum Sign : byte
{
    /// <summary>Ends a number.</summary>
    Other,

    Digit,

    /// <summary>The last character of some identity-card numbers.</summary>
    X,

    /// <summary>Stands between the groups of a number, at any place: a space, dash, dot, bracket …</summary>
    Separator,

    /// <summary>Stands between numbers as well, so it counts only between the usual groups: a comma, slash, line end, arrow, star …</summary>
    Loose,

    /// <summary>Belongs to a figure, so it is as loose, but only right between two digits: a currency or percent sign.</summary>
    Figure,

    Star,

    /// <summary>Changes nothing: formatting and combining characters.</summary>
    Invisible,
}

/// <summary>Reads a text character by character in its normalised form; positions are those of the text itself.</summary>
internal static class NumberReading
{
    private const string Separators = " -._()[]{}<>\"'~";
    private const string LooseSeparators = "\t\n\r,/\\:;|=#+&^!?@`";
    private const string WideSeparators = "·•・‧∙⋅․…。｡−ー⁃∼●⠀･ㆍ⸳⸱﹒᛫ꞏ◦⋯─━═⎯➖˗ˍ⁻₋¯￣ｰ";
    private const string WideLoose = "、一㆒丨丶丿ºª";
    private const string Crosses = "ⅩⅹХх×";
    private const string Percents = "‰‱٪";
    private const string Fillers = "\u115F\u1160\u3164\uFFA0";
    private const string LikeZero = "OoОоΟοØøՕօ";
    private const string LikeOne = "lIıІіΙιӀӏⅼ";
    private const string Escapes = "%\\&<";

    /// <summary>The numerals of 0 to 9.</summary>
    private static readonly string[] Numerals =
    [
        "〇零○洞",
        "一壹弌么幺妖腰壱⼀㆒丨Ⅰⅰ〡㊀㈠",
        "二两贰貳弍兩両俩貮弐⼆㆓Ⅱⅱ〢㊁㈡",
        "三叁參参叄弎仨㆔Ⅲⅲ〣㊂㈢",
        "四肆㆕Ⅳⅳ〤㊃㈣",
        "五伍Ⅴⅴ〥㊄㈤",
        "六陆陸Ⅵⅵ〦㊅㈥",
        "七柒拐Ⅶⅶ〧㊆㈦",
        "八捌⼋Ⅷⅷ〨㊇㈧",
        "九玖勾Ⅸⅸ〩㊈㈨",
    ];

    private const byte Numeral = 0x80;
    private const byte LikeDigit = 0x40;

    /// <summary>From a character of ASCII to its full-width form.</summary>
    private const int Wide = 0xFEE0;

    /// <summary>The sign of each character of one UTF-16 unit, with a mark on numerals and on letters that look like digits.</summary>
    private static readonly byte[] Signs = MakeSigns();

    private static readonly Dictionary<char, char> NumeralDigits = Numerals.SelectMany((numerals, digit) => numerals.Select(n => (n, digit)))
        .ToDictionary(pair => pair.n, pair => (char)('0' + pair.digit));

    /// <summary>The sign at this place, its digit, and how many characters of the text it takes.</summary>
    public static Sign Next(string text, int at, Spelling spelling, out char digit, out int length)
    {
        var c = text[at];
        digit = c;
        length = 1;
        if (spelling == Spelling.Escapes && Escapes.Contains(c, StringComparison.Ordinal) && Unescaped(text, at, out length) is { } escaped)
        {
            return Next(escaped, 0, Spelling.Digits, out digit, out _);
        }

        if (spelling == Spelling.Letters && IsLikeDigit(text, at))
        {
            digit = LikeZero.Contains(Plain(c), StringComparison.Ordinal) ? '0' : '1';
            return Sign.Digit;
        }

        if (spelling == Spelling.Numerals && (Signs[c] & Numeral) != 0)
        {
            digit = NumeralDigits[c];
            return Sign.Digit;
        }

        if (char.IsSurrogatePair(text, at))
        {
            length = 2;
            return OfPair(text, at, out digit);
        }

        var sign = SignOf(c);
        if (sign == Sign.Digit && c >= 128)
        {
            digit = (char)('0' + CharUnicodeInfo.GetDigitValue(c));
        }

        return sign;
    }

    /// <summary>The readings in which the text has enough digits for a number. Fast: most texts are asked no more.</summary>
    public static MayHold MayHoldNumber(string text, int fewest)
    {
        if (text.Length < fewest)
        {
            return default;
        }

        // Numerals and letters count where they stand beside a digit, numerals also beside each other.
        var (digits, numerals, letters, besideNumeral, besideLetter) = (0, 0, 0, false, false);
        var (before, beside) = ((byte)0, (byte)0);
        foreach (var c in text)
        {
            var sign = Signs[c];
            if (sign == (byte)Sign.Digit || char.IsSurrogate(c))
            {
                digits++;
                besideNumeral |= (before & Numeral) != 0;
                besideLetter |= (beside & LikeDigit) != 0;
            }
            else if ((sign & (Numeral | LikeDigit)) != 0)
            {
                numerals += sign >> 7;
                letters += (sign & LikeDigit) >> 6;
                besideNumeral |= sign >= Numeral && (before == (byte)Sign.Digit || before >= Numeral);
                besideLetter |= sign < Numeral && beside == (byte)Sign.Digit;
            }

            beside = sign;
            before = sign is (byte)Sign.Separator or (byte)Sign.Invisible ? before : sign;
        }

        return new(digits >= fewest, besideNumeral && numerals + digits >= fewest, besideLetter && digits + letters >= fewest);
    }

    /// <summary>Has a character that may begin an escape.</summary>
    public static bool MayBeEscaped(string text) => text.AsSpan().ContainsAny(Escapes);

    /// <summary>A digit only in this reading: a numeral, or a letter.</summary>
    public static bool IsDigitOnlyHere(string text, int at) => (Signs[text[at]] & (Numeral | LikeDigit)) != 0;

    /// <summary>The next place that may hold a digit; the length of the text when there is none.</summary>
    public static int NextDigit(string text, int from, Spelling spelling)
    {
        var mark = spelling == Spelling.Numerals ? Numeral : spelling == Spelling.Letters ? LikeDigit : 0;
        while (from < text.Length && Signs[text[from]] is var sign && sign != (byte)Sign.Digit && !char.IsSurrogate(text[from])
            && (sign & mark) == 0 && (spelling != Spelling.Escapes || !Escapes.Contains(text[from], StringComparison.Ordinal)))
        {
            from++;
        }

        return from;
    }

    /// <summary>The digits of the text, with the X at its end; null when it has letters.</summary>
    public static string? Bare(string text)
    {
        var bare = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length;)
        {
            var sign = Next(text, i, Spelling.Digits, out var digit, out var length);
            if (sign == Sign.Other)
            {
                return null;
            }

            bare.Append(sign == Sign.Digit ? digit.ToString() : sign == Sign.X ? "X" : "");
            i += length;
        }

        return bare.ToString();
    }

    /// <summary>How many asterisks stand here in a row.</summary>
    public static int Stars(string text, int at)
    {
        var count = 0;
        while (at + count < text.Length && text[at + count] is '*' or '＊')
        {
            count++;
        }

        return count;
    }

    public static bool IsSeparator(char c) => SignOf(c) is Sign.Separator or Sign.Loose or Sign.Star;

    public static bool IsDigit(string text, int at, Spelling spelling) => at < text.Length && Next(text, at, spelling, out _, out _) == Sign.Digit;

    private static Sign SignOf(char c) => (Sign)(Signs[c] & ~(Numeral | LikeDigit));

    private static bool IsLikeDigit(string text, int at) => (Signs[text[at]] & LikeDigit) != 0
        && ((at > 0 && IsDigitOrLike(text[at - 1])) || (at + 1 < text.Length && IsDigitOrLike(text[at + 1])));

    private static bool IsDigitOrLike(char c) => Signs[c] == (byte)Sign.Digit || (Signs[c] & LikeDigit) != 0;

    private static byte[] MakeSigns()
    {
        var signs = new byte[char.MaxValue + 1];
        for (var i = 0; i < signs.Length; i++)
        {
            signs[i] = (byte)(i < 128 ? OfAscii((char)i) : OfWide((char)i));
        }

        foreach (var numeral in Numerals.SelectMany(n => n))
        {
            signs[numeral] |= Numeral;
        }

        foreach (var letter in LikeZero + LikeOne)
        {
            signs[letter] |= LikeDigit;
            signs[letter < 128 ? letter + Wide : letter] |= LikeDigit;
        }

        return signs;
    }

    private static Sign OfAscii(char c) => c switch
    {
        >= '0' and <= '9' => Sign.Digit,
        'x' or 'X' => Sign.X,
        '*' => Sign.Star,
        '$' or '%' => Sign.Figure,
        _ when Separators.Contains(c, StringComparison.Ordinal) => Sign.Separator,
        _ when LooseSeparators.Contains(c, StringComparison.Ordinal) => Sign.Loose,
        _ => char.IsControl(c) ? Sign.Invisible : Sign.Other,
    };

    // Ａ to A.
    private static char Plain(char c) => c is >= '\uFF01' and <= '\uFF5E' ? (char)(c - Wide) : c;

    private static Sign OfWide(char c) => c switch
    {
        >= '\uFF01' and <= '\uFF5E' => OfAscii(Plain(c)),
        >= '\u3371' and <= '\u33DF' or '℃' or '℉' => Sign.Figure,
        _ when WideLoose.Contains(c, StringComparison.Ordinal) => Sign.Loose,
        _ when CharUnicodeInfo.GetDigitValue(c) >= 0 => Sign.Digit,
        _ when Crosses.Contains(c, StringComparison.Ordinal) => Sign.X,
        _ when WideSeparators.Contains(c, StringComparison.Ordinal) => Sign.Separator,
        _ when Percents.Contains(c, StringComparison.Ordinal) => Sign.Figure,
        _ when Fillers.Contains(c, StringComparison.Ordinal) => Sign.Invisible,
        _ => OfCategory(CharUnicodeInfo.GetUnicodeCategory(c)),
    };

    // Mathematical digits and letters, 𝟕 and 𝐗, stand for their plain forms.
    private static Sign OfPair(string text, int at, out char digit)
    {
        var value = CharUnicodeInfo.GetDigitValue(text, at);
        digit = (char)('0' + value);
        return value >= 0 ? Sign.Digit
            : char.ConvertToUtf32(text, at) is >= 0x1D400 and <= 0x1D7CB && text.Substring(at, 2).Normalize(NormalizationForm.FormKC) is "x" or "X" ? Sign.X
            : OfCategory(CharUnicodeInfo.GetUnicodeCategory(text, at));
    }

    private static Sign OfCategory(UnicodeCategory category) => category switch
    {
        UnicodeCategory.Format or UnicodeCategory.Control or UnicodeCategory.Surrogate or UnicodeCategory.NonSpacingMark
            or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.EnclosingMark => Sign.Invisible,
        UnicodeCategory.SpaceSeparator or UnicodeCategory.DashPunctuation or UnicodeCategory.ConnectorPunctuation
            or UnicodeCategory.OpenPunctuation or UnicodeCategory.ClosePunctuation
            or UnicodeCategory.InitialQuotePunctuation or UnicodeCategory.FinalQuotePunctuation => Sign.Separator,
        UnicodeCategory.CurrencySymbol => Sign.Figure,
        UnicodeCategory.UppercaseLetter or UnicodeCategory.LowercaseLetter or UnicodeCategory.TitlecaseLetter or UnicodeCategory.OtherLetter
            or UnicodeCategory.LetterNumber or UnicodeCategory.OtherNumber or UnicodeCategory.DecimalDigitNumber => Sign.Other,
        _ => Sign.Loose,
    };

    // The characters that the escape at this place stands for; null when none begins here.
    private static string? Unescaped(string text, int at, out int length)
    {
        var rest = text.AsSpan(at);
        length = 1;
        return rest[0] switch
        {
            '%' => OfBytes(rest, out length),
            '\\' => OfBackslash(rest, out length),
            '&' => OfEntity(rest, out length),
            _ => OfTag(rest, out length),
        };
    }

    private static string? OfBytes(ReadOnlySpan<char> text, out int length)
    {
        Span<byte> bytes = stackalloc byte[4];
        var count = 0;
        while (count < bytes.Length && text.Length >= 3 * (count + 1) && text[3 * count] == '%'
            && byte.TryParse(text.Slice((3 * count) + 1, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out bytes[count]))
        {
            count++;
        }

        if (count == 0)
        {
            length = 1;
            return null;
        }

        // A part of a character: a letter will do.
        var isWhole = Rune.DecodeFromUtf8(bytes[..count], out var rune, out var used) == System.Buffers.OperationStatus.Done;
        length = isWhole ? 3 * used : 3;
        return isWhole ? rune.ToString() : "a";
    }

    private static string? OfBackslash(ReadOnlySpan<char> text, out int length)
    {
        length = 2;
        switch (text.Length > 1 ? text[1] : '\0')
        {
            case 'n' or 'r':
                return "\n";
            case 't':
                return "\t";
            case 'u' when OfHex(text) is { } first:
                length = 6;
                if (char.IsHighSurrogate(first) && text.Length > 7 && text[6] == '\\' && text[7] == 'u' && OfHex(text[6..]) is { } second && char.IsLowSurrogate(second))
                {
                    length = 12;
                    return new string([first, second]);
                }

                return first.ToString();
            default:
                length = 1;
                return null;
        }
    }

    private static char? OfHex(ReadOnlySpan<char> text) =>
        text.Length >= 6 && ushort.TryParse(text.Slice(2, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code) ? (char)code : null;

    private static string? OfEntity(ReadOnlySpan<char> text, out int length)
    {
        length = text[..Math.Min(text.Length, 10)].IndexOf(';') + 1;
        var name = length > 2 ? text[1..(length - 1)] : default;
        if (name.Equals("nbsp", StringComparison.OrdinalIgnoreCase))
        {
            return " ";
        }

        var isHex = name.StartsWith("#x", StringComparison.OrdinalIgnoreCase);
        if (name.Length > 1 && name[0] == '#'
            && int.TryParse(name[(isHex ? 2 : 1)..], isHex ? NumberStyles.AllowHexSpecifier : NumberStyles.None, CultureInfo.InvariantCulture, out var code) && Rune.IsValid(code))
        {
            return new Rune(code).ToString();
        }

        length = 1;
        return null;
    }

    private static string? OfTag(ReadOnlySpan<char> text, out int length)
    {
        length = text[..Math.Min(text.Length, 8)].IndexOf('>') + 1;
        if (length > 3 && text[1..(length - 1)].TrimEnd(" /").Equals("br", StringComparison.OrdinalIgnoreCase))
        {
            return "\n";
        }

        length = 1;
        return null;
    }
}

/// <summary>The readings in which a text may hold a number.</summary>
internal readonly record struct MayHold(bool InDigits, bool InNumerals, bool InLetters);
