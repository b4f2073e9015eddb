using System.Linq.Expressions;
using System.Text.Encodings.Web;
using System.Text.Json;
using WorkOrders.Files;
using WorkOrders.Shared;

namespace WorkOrders.Drafts;

/// <summary>A draft as it is read by its person. <paramref name="HandedBy"/> is the name of the colleague who wrote it; null for one's own.</summary>
public sealed record DraftRow(
    long Id, string Form, string Key, string? Window, string Body, DateTimeOffset SavedAt, DateTimeOffset? HeldUntil, string? HandedBy, IReadOnlyList<StoredFile> Files)
{
    private const int BriefLength = 40;

    // Chinese is not escaped: it would take six characters instead of one.
    private static readonly JsonSerializerOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static readonly Expression<Func<Draft, DraftRow>> Projection = d => new DraftRow(
        d.Id, d.Form, d.Key, d.Window, d.Body, d.SavedAt, d.HeldUntil, d.HandedBy!.DisplayName, d.Files.OrderBy(f => f.Id).ToList());

    /// <summary>True while another window than this one is writing it.</summary>
    public bool IsOpenElsewhere(string? window, DateTimeOffset now) => Window is not null && Window != window && HeldUntil > now;

    /// <summary>True when nothing was written to the draft between the two reads.</summary>
    public bool SaysTheSameAs(DraftRow other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return SavedAt == other.SavedAt && Body == other.Body && Files.Select(f => f.Id).SequenceEqual(other.Files.Select(f => f.Id));
    }

    /// <summary>What the form showed; null when an older version of the form wrote it and it can't be read any more.</summary>
    public T? Read<T>()
        where T : class
    {
        try
        {
            return JsonSerializer.Deserialize<T>(Body, Json);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>The beginning of a text, with its numbers masked.</summary>
    public static string? Brief(string? text) => FreeText.Parse(text)?.Masked.ReplaceLineEndings(" ") is not { } masked ? null
        : masked.Length <= BriefLength ? masked : Normalise.Start(masked, BriefLength) + "…";

    /// <summary>True when each of the texts is a value of this body, as the form shows it.</summary>
    public bool Says(IEnumerable<string> texts) => Says(Body, texts);

    internal static bool Says(string body, IEnumerable<string> texts)
    {
        var values = new HashSet<string>(StringComparer.Ordinal);
        try
        {
            using var json = JsonDocument.Parse(body);
            AddTexts(json.RootElement, values);
        }
        catch (JsonException)
        {
            return false;
        }

        return texts.All(text => values.Contains(Plain(text)));
    }

    private static string Plain(string text) => text.ReplaceLineEndings("\n").Trim();

    private static void AddTexts(JsonElement element, HashSet<string> texts)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.String:
                texts.Add(Plain(element.GetString()!));
                break;
            case JsonValueKind.Object:
                foreach (var property in element.EnumerateObject())
                {
                    AddTexts(property.Value, texts);
                }

                break;
            case JsonValueKind.Array:
                foreach (var item in element.EnumerateArray())
                {
                    AddTexts(item, texts);
                }

                break;
        }
    }

    internal static string Write(object body) => JsonSerializer.Serialize(body, body.GetType(), Json);
}
