using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace WorkOrders.Shared;

/// <summary>One field of a change. The field's Chinese name is the localizer's key; the values print masked.</summary>
public sealed record FieldChange
{
    private static readonly JsonSerializerOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    [JsonConstructor]
    private FieldChange(string field, string? storedFrom, string? storedTo, MaskKind mask)
    {
        (Field, StoredFrom, StoredTo, Mask) = (field, storedFrom, storedTo, mask);
    }

    private enum MaskKind
    {
        None,
        Phone,
        Id,
        Address,
        Text,
        Key,
    }

    public string Field { get; }

    public string? From => Masked(StoredFrom);

    public string? To => Masked(StoredTo);

    /// <summary>The values are names of an enum: keys of the localizer, to be shown in the reader's language.</summary>
    public bool HasKeys => Mask == MaskKind.Key;

    [JsonInclude]
    private string? StoredFrom { get; }

    [JsonInclude]
    private string? StoredTo { get; }

    [JsonInclude]
    private MaskKind Mask { get; }

    /// <summary>The change of one field, or null when nothing changed.</summary>
    public static FieldChange? Between(string field, object? from, object? to) =>
        Equals(from, to) ? null : new FieldChange(field, Store(from), Store(to), KindOf(from ?? to));

    /// <summary>A field that somebody looked at; it names the field and no value.</summary>
    public static FieldChange Seen(string field) => new(field, storedFrom: null, storedTo: null, MaskKind.None);

    private static string? Store(object? value) => value switch
    {
        null => null,
        Sensitive sensitive => sensitive.Unmask(),
        Enum name => name.Text(),
        DateTimeOffset time => time.ToUniversalTime().ToString("O"),
        _ => value.ToString(),
    };

    private static MaskKind KindOf(object? value) => value switch
    {
        PhoneNumber => MaskKind.Phone,
        IdNumber => MaskKind.Id,
        PostalAddress => MaskKind.Address,
        FreeText => MaskKind.Text,
        Enum => MaskKind.Key,
        _ => MaskKind.None,
    };

    private string? Masked(string? value) => value is null ? null : Mask switch
    {
        MaskKind.Phone => PhoneNumber.Unchecked(value).Masked,
        MaskKind.Id => IdNumber.Unchecked(value).Masked,
        MaskKind.Address => PostalAddress.Unchecked(value).Masked,
        MaskKind.Text => FreeText.Unchecked(value).Masked,
        _ => value,
    };

    internal sealed class ListConverter() : ValueConverter<IReadOnlyList<FieldChange>, string>(
        list => JsonSerializer.Serialize(list, Json),
        text => JsonSerializer.Deserialize<FieldChange[]>(text, Json)!);

    internal sealed class ListComparer() : ValueComparer<IReadOnlyList<FieldChange>>(
        (a, b) => a!.SequenceEqual(b!),
        list => list.Count,
        list => list);
}
