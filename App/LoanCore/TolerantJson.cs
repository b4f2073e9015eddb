using System.Globalization;
using System.Text.Json;
using WorkOrders.LoanCore.Contracts;
using WorkOrders.Shared;

namespace WorkOrders.LoanCore;

/// <summary>Reads fields that may be missing, null, of another type, or too long.</summary>
internal static class TolerantJson
{
    public const int LongestText = 200;

    /// <summary>The property of an object; an undefined element when there is none.</summary>
    public static JsonElement Member(this JsonElement parent, string name) =>
        parent.ValueKind == JsonValueKind.Object && parent.TryGetProperty(name, out var member) ? member : default;

    /// <summary>The objects of an array; a single object counts as an array of one.</summary>
    public static IEnumerable<JsonElement> Objects(this JsonElement list) => list.ValueKind switch
    {
        JsonValueKind.Array => list.EnumerateArray().Where(e => e.ValueKind == JsonValueKind.Object),
        JsonValueKind.Object => [list],
        _ => [],
    };

    /// <summary>A string, number or boolean as trimmed text, cut at 200 characters; null for anything else.</summary>
    public static string? Text(this JsonElement parent, string name)
    {
        return Cut(parent.Whole(name));
    }

    /// <summary>A text of the core that may contain telephone or account numbers: masked, then cut.</summary>
    public static string? Words(this JsonElement parent, string name) => parent.Whole(name) is { } text ? Cut(FreeText.MaskNumbers(text)) : null;

    /// <summary>A number, also when sent as text. Other text is kept masked.</summary>
    public static CoreNumber Number(this JsonElement parent, string name) =>
        CoreNumber.Parse(parent.Text(name)) is { Raw: null } number ? number : new CoreNumber(null, parent.Words(name));

    /// <summary>The date part, such as 2026-05-25; other text is returned masked.</summary>
    public static string? Date(this JsonElement parent, string name)
    {
        var text = parent.Words(name);
        return text?.Length > 10 && DateOnly.TryParseExact(text.AsSpan(0, 10), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _) ? text[..10] : text;
    }

    private static string? Whole(this JsonElement parent, string name)
    {
        var member = parent.Member(name);
        try
        {
            return Normalise.Text(member.ValueKind switch
            {
                JsonValueKind.String => member.GetString(),
                JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False => member.GetRawText(),
                _ => null,
            });
        }
        catch (InvalidOperationException)
        {
            // Invalid UTF-16 (an unpaired surrogate).
            return null;
        }
    }

    private static string? Cut(string? text) =>
        text?.Length > LongestText ? string.Concat(text.AsSpan(0, char.IsHighSurrogate(text[LongestText - 1]) ? LongestText - 1 : LongestText), "…") : text;
}
