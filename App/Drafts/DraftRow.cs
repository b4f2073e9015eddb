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
        : masked.Length <= BriefLength ? masked : masked[..BriefLength] + "…";

    internal static string Write(object body) => JsonSerializer.Serialize(body, body.GetType(), Json);
}
