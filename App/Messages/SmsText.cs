using System.Text.RegularExpressions;
using WorkOrders.Shared;

namespace WorkOrders.Messages;

/// <summary>Rules for the text of an SMS, and the number of messages it is billed as.</summary>
public static partial class SmsText
{
    public const int MaxLength = 500;
    private const int OnePart = 70;
    private const int PartOfMany = 67;

    /// <summary>Characters that the network sends in one message, and in each of several (<see cref="Ui.Fields.CharacterCount.Parts"/>).</summary>
    public static readonly string PartSizes = FormattableString.Invariant($"{OnePart},{PartOfMany}");

    /// <summary>The placeholders that features declared.</summary>
    public static IEnumerable<string> Placeholders => Codes.All<SmsPlaceholder>().Select(p => p.Code);

    /// <summary>The first unknown placeholder; null when all are known.</summary>
    public static string? UnknownIn(string text) =>
        Names().Matches(text).Select(m => m.Groups["name"].Value).FirstOrDefault(name => !Placeholders.Contains(name));

    /// <summary>Fills in the values. A placeholder without a value becomes empty.</summary>
    public static string Fill(string template, Func<SmsPlaceholder, string?> valueOf) =>
        Names().Replace(template, match => Codes.All<SmsPlaceholder>().FirstOrDefault(p => p.Code == match.Groups["name"].Value) is { } known ? valueOf(known) ?? "" : match.Value);

    [GeneratedRegex(@"\{(?<name>[^{}]*)\}", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Names();
}

/// <summary>A placeholder of templates. Declared as a static readonly field by the feature that provides its value.</summary>
public sealed record SmsPlaceholder(string Code) : ICoded;
