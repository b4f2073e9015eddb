using System.Globalization;

namespace WorkOrders.Shared;

/// <summary>What is looked at: some groups of digits that stand together, with their digits.</summary>
internal readonly ref struct Candidate(ReadOnlySpan<DigitGroup> all, int first, int last, ReadOnlySpan<char> digits, bool isLoose)
{
    /// <summary>All groups that stand together, also those before and after.</summary>
    public ReadOnlySpan<DigitGroup> All { get; } = all;

    public int First { get; } = first;

    public int Last { get; } = last;

    public ReadOnlySpan<char> Digits { get; } = digits;

    /// <summary>Has a separator that also stands between numbers.</summary>
    public bool IsLoose { get; } = isLoose;

    public bool IsWhole => First == Last;

    public bool HasX => All[Last].EndWithX > 0;

    /// <summary>The lengths of the groups after the first digits are exactly these.</summary>
    public bool IsGrouped(int skip, params ReadOnlySpan<int> lengths)
    {
        var at = 0;
        for (var i = First; i <= Last; i++)
        {
            var length = All[i].Length;
            if (skip >= length)
            {
                skip -= length;
                continue;
            }

            if (at == lengths.Length || length - skip != lengths[at++])
            {
                return false;
            }

            skip = 0;
        }

        return at == lengths.Length;
    }

    /// <summary>How many of its separators also stand between numbers.</summary>
    public int Breaks
    {
        get
        {
            var breaks = 0;
            for (var i = First + 1; i <= Last; i++)
            {
                breaks += All[i].IsLoose ? 1 : 0;
            }

            return breaks;
        }
    }

    /// <summary>Every digit stands alone, and no other such digit beside them.</summary>
    public bool IsSingly => Last - First + 1 == Digits.Length && !(First > 0 && All[First - 1].Length == 1) && !(Last + 1 < All.Length && All[Last + 1].Length == 1);

    /// <summary>One of its groups follows a dot with two digits and nothing more: an amount.</summary>
    public bool HasDecimals => All[Last] is { Before: '.', Length: <= 2 } || (Last + 1 < All.Length && All[Last + 1] is { Before: '.', Length: <= 2 });

    /// <summary>Two groups with a line end between them.</summary>
    public bool IsBrokenLine => Last == First + 1 && All[Last].IsLineEnd;

    /// <summary>The year and the day of a date stand where the last eight digits of a mobile would: 136 2026 1128 or 136 20261128.</summary>
    public bool EndsWithDay => All[Last] is { Before: ' ' or '\0' or ',' or '，' or '、' } day
        && (day is { Length: 8, Value: >= 2000_0101 and < 2100_0000 } ? IsMonthAndDay(day.Value % 10_000)
            : day is { Length: 4 } && IsMonthAndDay(day.Value) && Last - First >= 2 && All[Last - 1] is { Length: 4, Value: >= 2000 and < 2100, Before: ' ' });

    /// <summary>It is an internet address, a version, a list of years or times, amounts, or shares a group with a date.</summary>
    public bool IsSomethingElse()
    {
        for (var i = Math.Max(0, First - 2); i <= Last; i++)
        {
            if (IsDateAt(i))
            {
                return true;
            }
        }

        return IsTimeOfDate() || IsDotted() || IsList() || HasAmount() || AreRound();
    }

    private static bool IsMonthAndDay(int value) => value / 100 is >= 1 and <= 12 && value % 100 is >= 1 and <= 31;

    // Hours, minutes and seconds right behind a date.
    private bool IsTimeOfDate() => First >= 3 && Last >= First + 2 && IsDateAt(First - 3)
        && All[First] is { Length: 2, Value: < 24 } && All[First + 1] is { Length: 2, Value: < 60 } && All[First + 2] is { Length: 2, Value: < 60 };

    private bool IsDateAt(int at) => at + 2 < All.Length && All[at] is { Length: 4, Value: >= 1900 and < 2100 }
        && All[at + 1] is { Length: <= 2, Value: >= 1 and <= 12, Before: '-' or '.' or '/' or '_' } month
        && All[at + 2] is { Length: <= 2, Value: >= 1 and <= 31 } day && day.Before == month.Before && (month.Before != '_' || month.Length + day.Length == 4);

    // Four numbers with dots: an internet address, or a version as 138.0.7204.169.
    private bool IsDotted()
    {
        var isAddress = Last - First == 3;
        for (var i = First; i <= Last && isAddress; i++)
        {
            isAddress = i == First || All[i].Before == '.';
        }

        return isAddress && (All[First + 1].Length == 1 || AreBytes());
    }

    private bool AreBytes()
    {
        for (var i = First; i <= Last; i++)
        {
            if (All[i] is not { Length: <= 3, Value: > 0 and <= 255 })
            {
                return false;
            }
        }

        return true;
    }

    // Years, times that become later, or numbers counted up in twos of digits.
    private bool IsList()
    {
        var (years, times, counted) = (Last > First + 1, Last > First + 1, Last > First + 2);
        for (var i = First; i <= Last; i++)
        {
            var (length, value, before) = (All[i].Length, All[i].Value, i > First ? All[i - 1].Value : -1);
            years &= length == 4 && value is >= 1900 and < 2100;
            times &= length == 4 && value / 100 < 24 && value % 100 < 60 && value > before;
            counted &= length == 2 && (i == First || value == before + 1);
        }

        return years || times || counted;
    }

    // .05 of 3600.05 or 0.0485 is cut off, or belongs to one of the groups.
    private bool HasAmount()
    {
        for (var i = Math.Max(1, First); i <= Math.Min(Last + 1, All.Length - 1); i++)
        {
            if (All[i].Before == '.' && All[i - 1].Before != '.' && (i + 1 == All.Length || All[i + 1].Before != '.')
                && ((All[i - 1] is { Length: 1, Value: 0 } && All[i].Length > 2 && i - 1 <= First) || (All[i].Length == 2 && (All[i].Value == 0 || All[i - 1].Length > 3))))
            {
                return true;
            }
        }

        return false;
    }

    // 15000 36 3600: figures that people type, not parts of a number.
    private bool AreRound()
    {
        var round = 0;
        for (var i = First; i <= Last; i++)
        {
            round += All[i] is { Length: >= 3, Value: > 0 } group && group.Value % 100 == 0 ? 1 : 0;
        }

        return round > 1 && Last > First + 1;
    }
}

/// <summary>Digits without a visible character between them.</summary>
/// <param name="FirstDigit">Its place among all digits.</param>
/// <param name="Length">How many digits.</param>
/// <param name="Value">The value of up to eight digits.</param>
/// <param name="Before">The only separator before it; \0 when there are none or several.</param>
/// <param name="IsLoose">A separator before it also stands between numbers.</param>
/// <param name="IsLineEnd">A line ends before it.</param>
/// <param name="IsPartOfMask">Asterisks stand beside it: the visible end of a masked number.</param>
/// <param name="IsTaken">Belongs to a number without such a separator.</param>
/// <param name="EndWithX">The place in the text after the X that follows; 0 when none does.</param>
internal record struct DigitGroup(int FirstDigit, int Length, int Value, char Before, bool IsLoose, bool IsLineEnd, bool IsPartOfMask, bool IsTaken, int EndWithX);

/// <summary>A kind of number: how many of its digits stay visible. <paramref name="KeepsSeparator"/>: also the one after the first digits. <paramref name="IsSure"/>: has a real province and date.</summary>
internal readonly record struct NumberShape(int Head, int Tail, bool TakesX = false, bool KeepsSeparator = false, bool IsSure = false)
{
    public const int FewestDigits = 10;
    public const int MostDigits = 19;

    private const int OldIdLength = 15;
    private const int IdLength = 18;
    private const int MobileLength = 11;

    // GB/T 2260, with 83 and 91 to 99.
    private const string Provinces = "|11|12|13|14|15|21|22|23|31|32|33|34|35|36|37|41|42|43|44|45|46|50|51|52|53|54|61|62|63|64|65|71|81|82|83|91|92|93|94|95|96|97|98|99|";

    // Area codes of three digits without their 0.
    private const string AreaCodes = "310-319 335 349-359 370-379 391-396 398 410-419 421 427 429 431-440 448 451-459 464 467-479 482 483 510-519 523 527 530-539 543 546 "
        + "550-566 570-580 591-599 631-635 660-663 668 691 692 701 710-719 722 724 728 730-739 743-746 750-760 762 763 766 768 770-779 790-799 812 813 816-818 "
        + "825-827 830-839 851-859 870-879 883 886-899 901-903 906 908-919 930-939 941 943 951-955 970-979 990-999";

    // Country codes that are common enough to be known after 00; after a + every code is.
    private static readonly string[] Countries = ["852", "853", "886", "1", "33", "44", "49", "60", "61", "62", "63", "65", "66", "81", "82", "84"];

    private static readonly bool[] Areas = MakeAreas();

    /// <summary>The kind of number that these groups are; null when they are none.</summary>
    /// <param name="candidate">The groups.</param>
    /// <param name="before">The text before them.</param>
    /// <param name="after">The text after them.</param>
    public static NumberShape? Of(Candidate candidate, ReadOnlySpan<char> before, ReadOnlySpan<char> after)
    {
        var last = before.IsEmpty ? '\0' : before[^1];
        var isQuantity = Quantity.IsIn(last, after);
        var isNumbered = (char.IsAsciiLetter(last) || last is '-' or '_' or '/' or '#') && StartsWithMonth(candidate.Digits);
        return Mobile(candidate, isQuantity, after) ?? Landline(candidate, isQuantity) ?? Id(candidate, isNumbered) ?? Card(candidate, isQuantity, isNumbered) ?? Foreign(candidate, before, after);
    }

    /// <summary>Mobile numbers, each with or without its 0, with nothing between them: the length of each; 0 when they are none.</summary>
    public static int LengthInARow(Candidate candidate)
    {
        var digits = candidate.Digits;
        var zero = digits[0] == '0' ? 1 : 0;
        var length = MobileLength + zero;
        for (var at = 0; at < digits.Length; at += length)
        {
            if (digits.Length % length != 0 || (zero == 1 && digits[at] != '0') || !StartsAsMobile(digits[(at + zero)..]))
            {
                return 0;
            }
        }

        return candidate.IsWhole || !candidate.IsSomethingElse() ? length : 0;
    }

    /// <summary>So many digits are looked at: more where mobile numbers may stand without anything between them.</summary>
    public static int MostDigitsFrom(ReadOnlySpan<char> digits) =>
        digits.Length < 2 * MobileLength ? MostDigits : StartsAsMobile(digits) ? 3 * MobileLength : digits[0] == '0' && StartsAsMobile(digits[1..]) ? 2 * (MobileLength + 1) : MostDigits;

    // Behind the country code and the 0; -1 when the digits are no mobile.
    private static int MobileStart(ReadOnlySpan<char> digits)
    {
        var start = CountryCode(digits);
        start += digits.Length - start == MobileLength + 1 && digits[start] == '0' ? 1 : 0;
        return digits.Length - start == MobileLength && StartsAsMobile(digits[start..]) ? start : -1;
    }

    private static bool StartsAsMobile(ReadOnlySpan<char> digits) => digits[0] == '1' && digits[1] >= '3';

    private static NumberShape? Mobile(Candidate candidate, bool isQuantity, ReadOnlySpan<char> after)
    {
        if (MobileStart(candidate.Digits) is not (>= 0 and var start))
        {
            return null;
        }

        // In one piece it is a mobile whatever stands around it.
        var isUsual = candidate.IsWhole || candidate.IsGrouped(start, MobileLength);
        if (!isUsual && (candidate.EndsWithDay || Quantity.IsMeasure(candidate, after)))
        {
            return null;
        }

        isUsual |= candidate.IsGrouped(start, 3, 4, 4) || IsInTwo(candidate, start);
        return isUsual || candidate.IsSingly || IsFree(candidate, isQuantity) ? new(start + 3, 4, KeepsSeparator: true) : null;
    }

    /// <summary>The digits before the eleven of a mobile in the usual groups, asterisks between them; -1 when it is none.</summary>
    public static int StarredMobile(Candidate candidate)
    {
        var start = MobileStart(candidate.Digits);
        return start >= 0
            && (candidate.IsGrouped(start, 3, 4, 4) || candidate.IsGrouped(start, 3, 8) || candidate.IsGrouped(start, 7, 4) || candidate.IsGrouped(start, 4, 7)
                || candidate.IsGrouped(start, 1, 10) || candidate.IsGrouped(start, 2, 9)) ? start : -1;
    }

    private static bool IsInTwo(Candidate candidate, int start) => candidate.Breaks <= 1
        && (candidate.IsGrouped(start, 3, 8) || candidate.IsGrouped(start, 7, 4) || candidate.IsGrouped(start, 4, 7) || (candidate.IsBrokenLine && candidate.IsGrouped(start, 8, 3)));

    private static NumberShape? Landline(Candidate candidate, bool isQuantity)
    {
        var digits = candidate.Digits;
        var start = CountryCode(digits);
        var rest = digits[start..];
        if (rest.Length is < 9 or > 12 || (start == 0 && rest[0] != '0'))
        {
            return null;
        }

        // After the country code the 0 is left out.
        var zero = rest[0] == '0' ? 1 : 0;
        var area = AreaLength(rest[zero..]);
        var isArea = area > 0 && rest.Length - zero - area is 7 or 8;
        var isUsual = rest.Length >= FewestDigits && zero == 1 && (candidate.IsWhole || (isArea && IsAreaAndNumber(candidate, start, rest.Length)));
        return isUsual || (isArea && (candidate.IsWhole || IsFree(candidate, isQuantity))) ? new(start + zero + 2, 4, KeepsSeparator: true) : null;
    }

    private static bool IsAreaAndNumber(Candidate candidate, int start, int length)
    {
        for (var area = 3; area <= 4; area++)
        {
            var number = length - area;
            if (number is 7 or 8 && (candidate.IsGrouped(start, area, number) || (candidate.IsGrouped(start, area, number - 4, 4) && !candidate.IsSomethingElse())))
            {
                return true;
            }
        }

        return false;
    }

    private static NumberShape? Id(Candidate candidate, bool isNumbered)
    {
        var digits = candidate.Digits;
        var takesX = digits.Length == IdLength - 1 && candidate.HasX;
        if (digits.Length is not (OldIdLength or IdLength) && !takesX)
        {
            return null;
        }

        var isReal = IsProvince(digits) && (digits.Length == OldIdLength ? IsDay(digits[8..12]) : digits[6..8] is "19" or "20" && IsDay(digits[10..14]));
        var isOfCard = candidate.IsWhole ? isReal || !isNumbered
            : candidate.IsLoose ? isReal && digits.Length != OldIdLength && (candidate.IsGrouped(0, 6, 8, digits.Length - 14) || candidate.Breaks == 1 || candidate.IsSingly)
            : isReal && (digits.Length != OldIdLength || candidate.IsGrouped(0, 6, 6, 3) || !candidate.IsSomethingElse());
        return isOfCard ? new(6, 4, takesX, IsSure: isReal) : null;
    }

    private static NumberShape? Card(Candidate candidate, bool isQuantity, bool isNumbered)
    {
        var digits = candidate.Digits;
        if (digits.Length is < 16 or > MostDigits)
        {
            return null;
        }

        if (candidate.IsWhole)
        {
            return isNumbered ? null : new(4, 4);
        }

        var isOfBank = digits[0] is (>= '3' and <= '6') or '9';
        var isChecked = isOfBank && HasCheckDigit(digits);
        var isFours = candidate.IsGrouped(0, 4, 4, 4, digits.Length - 12) || candidate.IsGrouped(0, 4, 4, 4, 4, digits.Length - 16);
        var isUnion = digits.StartsWith("62") && !candidate.IsLoose;
        var isCard = isFours ? isChecked || isUnion
            : isChecked && candidate.IsLoose ? candidate.IsSingly || (candidate.Breaks == 1 && (candidate.Last == candidate.First + 1 || !candidate.IsSomethingElse()))
            : isOfBank && candidate.IsGrouped(0, 6, digits.Length - 6) ? !candidate.IsLoose
            : isChecked && IsFree(candidate, isQuantity);
        return isCard ? new(4, 4) : null;
    }

    // +852 6123 4567 or 00852 61234567.
    private static NumberShape? Foreign(Candidate candidate, ReadOnlySpan<char> before, ReadOnlySpan<char> after)
    {
        var digits = candidate.Digits;
        if (candidate.IsLoose || digits.Length > 17 || candidate.HasDecimals || after.StartsWith(".") || candidate.Last - candidate.First > 4)
        {
            return null;
        }

        var isPlus = before is [.., '+' or '＋'] && (before.Length == 1 || !char.IsAsciiLetterOrDigit(before[^2])) && digits[0] != '0' && digits.Length <= 15;
        var isKnown = digits.StartsWith("00") && !before.EndsWith("+") && IsCountry(digits[2..]) && !(digits[2] == '1' && candidate.IsWhole) && digits.Length - 2 is >= 9 and <= 13;
        return isPlus || isKnown ? new(isPlus ? 3 : 5, 4) : null;
    }

    private static bool IsCountry(ReadOnlySpan<char> digits)
    {
        foreach (var country in Countries)
        {
            if (digits.StartsWith(country))
            {
                return true;
            }
        }

        return false;
    }

    private static int AreaLength(ReadOnlySpan<char> digits) =>
        digits[..2] is "10" || (digits[0] == '2' && digits[1] != '6') ? 2 : Areas[(Two(digits) * 10) + digits[2] - '0'] ? 3 : 0;

    private static bool[] MakeAreas()
    {
        var areas = new bool[1000];
        foreach (var range in AreaCodes.Split(' '))
        {
            Array.Fill(areas, true, int.Parse(range[..3], CultureInfo.InvariantCulture), int.Parse(range[^3..], CultureInfo.InvariantCulture) - int.Parse(range[..3], CultureInfo.InvariantCulture) + 1);
        }

        return areas;
    }

    // Other groups than the usual ones are a number too, unless they are clearly something else.
    private static bool IsFree(Candidate candidate, bool isQuantity) => !candidate.IsLoose && !isQuantity && !candidate.IsSomethingElse();

    // 86, 0086, and 086 before a whole number.
    private static int CountryCode(ReadOnlySpan<char> digits) => digits.StartsWith("0086") ? 4 : digits.StartsWith("86") ? 2
        : digits.StartsWith("086") && digits.Length - 3 >= FewestDigits ? 3 : 0;

    private static bool IsProvince(ReadOnlySpan<char> digits) => Provinces.AsSpan().Contains(['|', digits[0], digits[1], '|'], StringComparison.Ordinal);

    private static bool IsDay(ReadOnlySpan<char> monthAndDay) =>
        Two(monthAndDay) is >= 1 and <= 12 && Two(monthAndDay[2..]) is >= 1 and <= 31;

    private static bool StartsWithMonth(ReadOnlySpan<char> digits) => digits[..2] is "19" or "20" && Two(digits[4..]) is >= 1 and <= 12;

    private static int Two(ReadOnlySpan<char> digits) => ((digits[0] - '0') * 10) + digits[1] - '0';

    // Luhn.
    private static bool HasCheckDigit(ReadOnlySpan<char> digits)
    {
        var sum = 0;
        for (var i = 0; i < digits.Length; i++)
        {
            var digit = digits[digits.Length - 1 - i] - '0';
            sum += i % 2 == 0 ? digit : (digit * 2 / 10) + (digit * 2 % 10);
        }

        return sum % 10 == 0;
    }
}
