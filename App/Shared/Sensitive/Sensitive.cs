using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace WorkOrders.Shared;

/// <summary>
/// Personal data of a customer. It is printed masked everywhere (page, JSON, export, log, message).
/// The real value is available only through <see cref="Unmask"/>: for reveals, comparisons of changes and the database.
/// </summary>
[JsonConverter(typeof(SensitiveJsonConverter))]
public abstract record Sensitive
{
    private readonly string value;

    private protected Sensitive(string value) => this.value = value;

    /// <summary>The masked value, such as 138****5678.</summary>
    public string Masked => Mask(value);

    /// <summary>The real value. The caller must have checked the permission and recorded the access, or must keep the value on the server.</summary>
    public string Unmask() => value;

    public sealed override string ToString() => Masked;

    private protected abstract string Mask(string real);

    private protected static string KeepEnds(string real, int first, int last)
    {
        if (real.Length <= first + last)
        {
            last = Math.Min(last, real.Length / 2);
            first = Math.Min(first, (real.Length - last) / 2);
        }

        return string.Concat(real.AsSpan(0, first), new string('*', real.Length - first - last), real.AsSpan(real.Length - last));
    }
}

/// <summary>A mobile or fixed-line number 电话: digits with an optional leading +, masked as 138****5678.</summary>
[JsonConverter(typeof(SensitiveJsonConverter))]
public sealed record PhoneNumber : Sensitive
{
    public const int MaxLength = 20;

    /// <summary>Maximum length of <see cref="Key"/>: a + is written as 00.</summary>
    internal const int KeyLength = MaxLength + 1;

    private const int MobileLength = 11;

    private PhoneNumber(string value)
        : base(value)
    {
    }

    /// <summary>Parses a number and removes separators, invisible characters and +86; null when it is not a telephone number (5 to 19 digits).</summary>
    public static PhoneNumber? Parse(string? text)
    {
        var digits = string.Concat(ComparisonForm.Unified(text ?? "").Where(c => !IsSeparator(c)));
        if (digits.StartsWith("+86", StringComparison.Ordinal))
        {
            digits = National(digits[3..]);
        }

        var body = digits.StartsWith('+') ? digits[1..] : digits;
        return body.Length is >= 5 and <= MaxLength - 1 && body.All(char.IsAsciiDigit) ? new PhoneNumber(digits) : null;
    }

    /// <summary>The comparison form: digits without 86, and without the 0 that exchanges put before a mobile. A + of another country becomes 00.</summary>
    public PhoneNumber Key => Unmask() is var number && KeyOf(number) is var key && key == number ? this : new(key);

    /// <summary>Begins as a mobile number does (13 to 19) but doesn't have its eleven digits: probably a typing error.</summary>
    public bool MayBeIncomplete => Key.Unmask() is var key && IsMobileStart(key) && key.Length != MobileLength;

    public bool IsMobile => Key.Unmask() is var key && IsMobileStart(key) && key.Length == MobileLength;

    /// <summary>
    /// May be complete: a mobile, a landline with or without area code, a service or a foreign number. Otherwise somebody may still be typing it. The
    /// digits of a long business number are none.
    /// </summary>
    public bool IsWhole => Key.Unmask() is var key && (IsMobileStart(key)
        ? key.Length == MobileLength
        : key.StartsWith("00", StringComparison.Ordinal) ? key.Length >= 10
        : key.StartsWith('0') ? key.Length is >= 10 and <= 12
        : key.Length is >= 5 and <= 8 or 10);

    /// <summary>Digits of the number as it is compared, for messages.</summary>
    public int Digits => Key.Unmask().Length;

    /// <summary>A value from our database or another system, not validated; it is masked too.</summary>
    internal static PhoneNumber Unchecked(string value) => new(value);

    private protected override string Mask(string real) => KeepEnds(real, 3, 4);

    private static string KeyOf(string number)
    {
        var key = number.StartsWith('+') ? "00" + number[1..] : number;
        if (key.StartsWith("0086", StringComparison.Ordinal))
        {
            key = National(key[4..]);
        }
        else if (key.StartsWith("86", StringComparison.Ordinal) && key.Length is >= 12 and <= 14)
        {
            key = National(key[2..]);
        }

        // No area code begins with 013 to 019.
        return key.StartsWith('0') && IsMobileStart(key.AsSpan(1)) ? key[1..] : key;
    }

    // After the country code a landline has no 0 before its area code (10, 2x, 3xx to 9xx; not the service numbers 400 and 800).
    private static string National(string rest) => rest.Length is 10 or 11 && rest[0] != '0' && !IsMobileStart(rest) && !rest.StartsWith("400", StringComparison.Ordinal)
        && !rest.StartsWith("800", StringComparison.Ordinal) && (rest[0] != '1' || rest[1] == '0') ? "0" + rest : rest;

    private static bool IsMobileStart(ReadOnlySpan<char> digits) => digits.Length > 1 && digits[0] == '1' && digits[1] is >= '3' and <= '9';

    private static bool IsSeparator(char c) => char.IsWhiteSpace(c) || c is '(' or ')' or '.' or '·'
        || CharUnicodeInfo.GetUnicodeCategory(c) == UnicodeCategory.DashPunctuation || c == '−';
}

/// <summary>An identity-card number 身份证号, 15 or 18 characters: 110101********1234.</summary>
[JsonConverter(typeof(SensitiveJsonConverter))]
public sealed record IdNumber : Sensitive
{
    public const int MaxLength = 18;

    private const int OldLength = 15;

    private static readonly int[] Weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];

    // GB/T 2260, with 83 (residence permits of Taiwan residents) and 91 to 99 (permanent residence of foreigners).
    private static readonly HashSet<string> Provinces =
    [
        "11", "12", "13", "14", "15", "21", "22", "23", "31", "32", "33", "34", "35", "36", "37", "41", "42", "43", "44", "45", "46",
        "50", "51", "52", "53", "54", "61", "62", "63", "64", "65", "71", "81", "82", "83", "91", "92", "93", "94", "95", "96", "97", "98", "99",
    ];

    private IdNumber(string value)
        : base(value)
    {
    }

    /// <summary>Parses a number, in upper case; null unless it has the form of a card: <see cref="FaultOf"/> says what is wrong.</summary>
    public static IdNumber? Parse(string? text) => Clean(text) is var value && FaultIn(value) is null ? new IdNumber(value) : null;

    /// <summary>Why the text is not an ID number; null when it is one.</summary>
    public static IdNumberFault? FaultOf(string? text) => FaultIn(Clean(text));

    /// <summary>The date of birth lies after the day: nobody has this card yet. Only for numbers in the form of a card.</summary>
    public bool IsBornAfter(DateOnly day) => DateOfBirth(Key.Unmask()) > day;

    /// <summary>The comparison form: 18 characters. An old number of 15 digits belongs to a person born in 19….</summary>
    public IdNumber Key => Unmask() is { Length: OldLength } old && old.All(char.IsAsciiDigit) ? new(Lengthened(old)) : this;

    /// <summary>True when both numbers are forms of the same card.</summary>
    public bool IsOfSameCard(IdNumber other) => Key == other.Key;

    /// <summary>The check character (18th, GB 11643) of the first 17 digits.</summary>
    public static char CheckCharacter(string first17) =>
        "10X98765432"[Weights.Select((weight, i) => weight * (first17[i] - '0')).Sum() % 11];

    /// <summary>A value from our database or another system, not validated; it is masked too.</summary>
    internal static IdNumber Unchecked(string value) => new(value);

    private protected override string Mask(string real) => KeepEnds(real, 6, 4);

    private static string Clean(string? text) => string.Concat(ComparisonForm.Unified(text ?? "").Where(c => !char.IsWhiteSpace(c))).ToUpperInvariant();

    private static IdNumberFault? FaultIn(string value)
    {
        var first = value.Length == MaxLength ? value[..^1] : value;
        if (value.Length is not (OldLength or MaxLength) || !first.All(char.IsAsciiDigit) || !(char.IsAsciiDigit(value[^1]) || value[^1] == 'X'))
        {
            return IdNumberFault.Length;
        }

        var full = value.Length == OldLength ? Lengthened(value) : value;
        return !Provinces.Contains(full[..2]) ? IdNumberFault.Province
            : !HasDate(full) ? IdNumberFault.Date
            : full[^1] != CheckCharacter(full) ? IdNumberFault.CheckCharacter
            : null;
    }

    private static bool HasDate(string full) => DateOfBirth(full) is { Year: >= 1900 and < 2100 };

    private static DateOnly? DateOfBirth(string full) =>
        full.Length == MaxLength && DateOnly.TryParseExact(full.AsSpan(6, 8), "yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var born) ? born : null;

    private static string Lengthened(string old)
    {
        var first17 = string.Concat(old.AsSpan(0, 6), "19", old.AsSpan(6));
        return first17 + CheckCharacter(first17);
    }
}

/// <summary>What is wrong with an identity-card number.</summary>
public enum IdNumberFault
{
    /// <summary>Not 15 digits, nor 17 digits with a digit or X.</summary>
    Length,

    /// <summary>The first two digits are no province.</summary>
    Province,

    /// <summary>The date of birth doesn't exist.</summary>
    Date,

    CheckCharacter,
}

/// <summary>A postal address: the first six characters, then asterisks.</summary>
[JsonConverter(typeof(SensitiveJsonConverter))]
public sealed record PostalAddress : Sensitive
{
    public const int MaxLength = 200;

    private PostalAddress(string value)
        : base(value)
    {
    }

    /// <summary>The trimmed address; null when empty or longer than 200 characters.</summary>
    public static PostalAddress? Parse(string? text) =>
        Normalise.Text(text) is { Length: <= MaxLength } value ? new PostalAddress(value) : null;

    /// <summary>A value from our database or another system, not validated; it is masked too.</summary>
    internal static PostalAddress Unchecked(string value) => new(value);

    private protected override string Mask(string real) => KeepEnds(real, Math.Min(6, real.Length / 2), 0);
}

internal sealed class SensitiveJsonConverter : JsonConverter<Sensitive>
{
    public override bool CanConvert(Type typeToConvert) => typeof(Sensitive).IsAssignableFrom(typeToConvert);

    public override Sensitive Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        throw new NotSupportedException("Masked types can't be deserialised from JSON. Parse each field, so that a masked value is detected.");

    public override void Write(Utf8JsonWriter writer, Sensitive value, JsonSerializerOptions options) => writer.WriteStringValue(value.Masked);
}
