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

    private PhoneNumber(string value)
        : base(value)
    {
    }

    /// <summary>Parses a number and removes spaces, hyphens and +86; null when it is not a telephone number (5 to 20 digits).</summary>
    public static PhoneNumber? Parse(string? text)
    {
        var digits = new string([.. Normalise.Halfwidth(text).Where(c => c is not (' ' or '-' or '(' or ')'))]);
        if (digits.StartsWith("+86", StringComparison.Ordinal))
        {
            digits = digits[3..];
        }

        var body = digits.StartsWith('+') ? digits[1..] : digits;
        return body.Length is >= 5 and <= MaxLength - 1 && body.All(char.IsAsciiDigit) ? new PhoneNumber(digits) : null;
    }

    /// <summary>A value from our database or another system, not validated; it is masked too.</summary>
    internal static PhoneNumber Unchecked(string value) => new(value);

    private protected override string Mask(string real) => KeepEnds(real, 3, 4);
}

/// <summary>An identity-card number 身份证号, 15 or 18 characters: 110101********1234.</summary>
[JsonConverter(typeof(SensitiveJsonConverter))]
public sealed record IdNumber : Sensitive
{
    public const int MaxLength = 18;

    private static readonly int[] Weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];

    private IdNumber(string value)
        : base(value)
    {
    }

    /// <summary>Parses a number, in upper case; null unless it has 15 digits, or 17 digits and a correct check character.</summary>
    public static IdNumber? Parse(string? text)
    {
        var value = Normalise.Halfwidth(text).Replace(" ", "", StringComparison.Ordinal).ToUpperInvariant();
        var valid = value.Length switch
        {
            15 => value.All(char.IsAsciiDigit),
            18 => value.AsSpan(0, 17).IndexOfAnyExceptInRange('0', '9') < 0 && value[17] == CheckCharacter(value),
            _ => false,
        };
        return valid ? new IdNumber(value) : null;
    }

    /// <summary>True when both numbers belong to the same person. An old number of 15 digits lacks the century and the check character.</summary>
    public bool IsOfSameCard(IdNumber other) => Old(Unmask()) == Old(other.Unmask());

    private static string Old(string number) => number.Length == 18 ? string.Concat(number.AsSpan(0, 6), number.AsSpan(8, 9)) : number;

    /// <summary>The check character (18th, GB 11643) of the first 17 digits.</summary>
    public static char CheckCharacter(string first17) =>
        "10X98765432"[Weights.Select((weight, i) => weight * (first17[i] - '0')).Sum() % 11];

    /// <summary>A value from our database or another system, not validated; it is masked too.</summary>
    internal static IdNumber Unchecked(string value) => new(value);

    private protected override string Mask(string real) => KeepEnds(real, 6, 4);
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
