using System.Text.Json.Serialization;

namespace WorkOrders.Shared;

/// <summary>Free text (description, remark). Telephone, identity-card and bank-account numbers in it are printed masked.</summary>
[JsonConverter(typeof(SensitiveJsonConverter))]
public sealed record FreeText : Sensitive
{
    private FreeText(string value)
        : base(value)
    {
    }

    /// <summary>The trimmed text; null when empty.</summary>
    public static FreeText? Parse(string? text) => Normalise.Text(text) is { } value ? new FreeText(value) : null;

    /// <summary>
    /// Merges an edited copy of the masked text: restores the real numbers where their masks are unchanged,
    /// so that saving a text that was not revealed never overwrites the masked numbers. A number that the edited text around it
    /// would make visible (a digit more beside it) stays masked, and so does one of several with the same mask when the text doesn't say which it is:
    /// <see cref="HasForeignMask"/> finds them.
    /// </summary>
    public static FreeText? Merge(FreeText? original, string? edited)
    {
        var text = Normalise.Text(edited);
        return text is null || original is null ? Parse(text) : Parse(EditedText.Merge(Normalise.Text(original.Unmask()) ?? "", text));
    }

    /// <summary>Has a masked number that doesn't stand in the known text, so that it was copied from elsewhere or changed.</summary>
    public static bool HasForeignMask(FreeText text, FreeText? known)
    {
        ArgumentNullException.ThrowIfNull(text);
        var (real, from) = (text.Unmask(), known?.Unmask() ?? "");
        return NumberMask.Masks(real).Exists(mask => !from.AsSpan().Contains(real.AsSpan(mask.Start, mask.End - mask.Start), StringComparison.Ordinal));
    }

    /// <summary>A value from our database or another system, not trimmed.</summary>
    internal static FreeText Unchecked(string value) => new(value);

    /// <summary>Masks telephone, identity-card and bank-account numbers in any text, however they are spelled.</summary>
    internal static string MaskNumbers(string text) => NumberMask.Mask(text);

    /// <summary>The arguments of a message, which may repeat what somebody typed, with their numbers masked.</summary>
    internal static object[] InMessage(IReadOnlyList<object> arguments) => [.. arguments.Select(a => a is string text ? MaskNumbers(text) : a)];

    private protected override string Mask(string real) => MaskNumbers(real);
}
