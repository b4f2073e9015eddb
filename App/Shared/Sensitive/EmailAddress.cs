using System.Net.Mail;
using System.Text.Json.Serialization;

namespace WorkOrders.Shared;

/// <summary>An e-mail address 邮箱, masked as l***@example.cn: what stands before the @ may be a telephone number.</summary>
[JsonConverter(typeof(SensitiveJsonConverter))]
public sealed record EmailAddress : Sensitive
{
    public const int MaxLength = 100;

    private EmailAddress(string value)
        : base(value)
    {
    }

    /// <summary>Parses one address without a display name, of half-width characters; null when it is none or longer than 100 characters.</summary>
    public static EmailAddress? Parse(string? text) =>
        Normalise.Line(Normalise.Halfwidth(text)) is { Length: <= MaxLength } value && MailAddress.TryCreate(value, out var mail) && mail.Address == value
            && mail.Host.Contains('.', StringComparison.Ordinal) && !value.Any(char.IsWhiteSpace)
            ? new EmailAddress(value)
            : null;

    /// <summary>The comparison form: lower case.</summary>
    public EmailAddress Key => new(Unmask().ToLowerInvariant());

    /// <summary>A value from our database, not validated; it is masked too.</summary>
    internal static EmailAddress Unchecked(string value) => new(value);

    private protected override string Mask(string real) =>
        real.LastIndexOf('@') is > 0 and var at ? string.Concat(real.AsSpan(0, 1), "***", real.AsSpan(at)) : KeepEnds(real, 1, 0);
}
