namespace WorkOrders.Shared;

/// <summary>
/// The complete number in a text that is searched for: an ID number, otherwise a telephone number that may be complete. Both are comparison forms, at
/// most one is set.
/// </summary>
public sealed record SearchedNumber(IdNumber? Id, PhoneNumber? Phone)
{
    public static readonly SearchedNumber None = new(null, null);

    /// <summary>What somebody asks for with Enter.</summary>
    public static SearchedNumber In(string? text) => IdNumber.Parse(text) is { } id
        ? new(id.Key, null)
        : new(null, PhoneNumber.Parse(text) is { IsWhole: true } phone ? phone.Key : null);

    /// <summary>
    /// For a search while one types: only a mobile or an ID number of 18 characters. Any shorter number may be the beginning of one that is dictated slowly.
    /// </summary>
    public static SearchedNumber WhileTyped(string? text) => In(text) switch
    {
        { Phone.IsMobile: true } mobile => mobile,
        { Id: not null } id when Normalise.Halfwidth(text).Count(c => char.IsAsciiLetterOrDigit(c)) == IdNumber.MaxLength => id,
        _ => None,
    };

    /// <summary>The number; null when the text is none.</summary>
    public Sensitive? Value => (Sensitive?)Id ?? Phone;
}
