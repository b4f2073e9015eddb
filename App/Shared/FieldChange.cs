using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;
using Microsoft.Extensions.Localization;

namespace WorkOrders.Shared;

/// <summary>The change of one field, stored by codes. Values are printed masked; pages show them in the reader's language.</summary>
public sealed record FieldChange
{
    private const char BetweenWords = ' ';
    private const string BetweenTexts = "、";

    private static readonly JsonSerializerOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault };

    [JsonConstructor]
    private FieldChange(FieldName field, string? item, string? storedFrom, string? storedTo, ValueKind kind)
    {
        (Field, Item, StoredFrom, StoredTo, Kind) = (field, item, storedFrom, storedTo, kind);
    }

    // Stored in the database: never change a number.
    private enum ValueKind
    {
        Plain = 0,
        Phone = 1,
        Id = 2,
        Address = 3,
        Text = 4,
        Words = 5,
        Flag = 6,
        Instant = 7,
        Number = 8,
        Email = 9,
    }

    public FieldName Field { get; }

    /// <summary>The item the field belongs to (a calendar day, a filter); null when the record has only one.</summary>
    public string? Item { get; }

    [JsonIgnore]
    public string? From => Masked(StoredFrom);

    [JsonIgnore]
    public string? To => Masked(StoredTo);

    [JsonInclude]
    private string? StoredFrom { get; }

    [JsonInclude]
    private string? StoredTo { get; }

    [JsonInclude]
    private ValueKind Kind { get; }

    /// <summary>Creates the change of one field; null when nothing changed. A value may be a list.</summary>
    public static FieldChange? Between(FieldName field, object? from, object? to, object? item = null) =>
        Equals(from, to) || Store(from) == Store(to) ? null : new FieldChange(field, Store(item), Store(from), Store(to), KindOf(Store(from) is null ? to : from));

    /// <summary>A masked field that a user revealed; contains no value.</summary>
    public static FieldChange Seen(FieldName field) => new(field, item: null, storedFrom: null, storedTo: null, ValueKind.Plain);

    /// <summary>The change with what is printed in place of what is stored, for a record that must hold no whole number.</summary>
    public FieldChange AsPrinted() => new(Field, Item, From, To, Kind is ValueKind.Phone or ValueKind.Id or ValueKind.Address or ValueKind.Email or ValueKind.Text ? ValueKind.Plain : Kind);

    /// <summary>The field name in the reader's language, with the item.</summary>
    public string NameIn(IStringLocalizer texts) => Item is null ? texts[Field.Text] : $"{texts[Field.Text]} · {texts[Word.Text(Item)]}";

    public string? FromIn(IStringLocalizer texts) => In(From, texts);

    public string? ToIn(IStringLocalizer texts) => In(To, texts);

    private static string? Store(object? value) => value switch
    {
        null => null,
        string text => text,
        Sensitive sensitive => sensitive.Unmask(),
        BusinessNumber number => number.Value,
        bool flag => flag ? "true" : "false",
        DateTimeOffset time => time.ToUniversalTime().ToString("O", CultureInfo.InvariantCulture),
        DateOnly day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        TimeOnly time => time.ToString("HH:mm", CultureInfo.InvariantCulture),
        IEnumerable<object> list => StoreList([.. list]),
        _ => Word.Stored(value) ?? Convert.ToString(value, CultureInfo.InvariantCulture),
    };

    private static string? StoreList(List<object> list) => list switch
    {
        [] => null,
        [Sensitive one] => one.Masked,
        [var one] => Store(one),
        _ => string.Join(IsWord(list[0]) ? BetweenWords.ToString() : BetweenTexts, list.Select(value => value is Sensitive ? value.ToString() : Store(value))),
    };

    private static ValueKind KindOf(object? value) => value switch
    {
        PhoneNumber => ValueKind.Phone,
        IdNumber => ValueKind.Id,
        PostalAddress => ValueKind.Address,
        EmailAddress => ValueKind.Email,
        FreeText => ValueKind.Text,
        BusinessNumber => ValueKind.Number,
        bool => ValueKind.Flag,
        DateTimeOffset => ValueKind.Instant,
        string => ValueKind.Plain,
        IEnumerable<object> list when list.Skip(1).Any() => IsWord(list.First()) ? ValueKind.Words : ValueKind.Plain,
        IEnumerable<object> list => KindOf(list.FirstOrDefault()),
        _ => value is not null && IsWord(value) ? ValueKind.Words : ValueKind.Plain,
    };

    private static bool IsWord(object value) => Word.Stored(value) is not null;

    private string? In(string? value, IStringLocalizer texts) => value is null ? null : Kind switch
    {
        ValueKind.Words => string.Join(texts["、"], value.Split(BetweenWords).Select(word => texts[Word.Text(word)].Value)),
        ValueKind.Flag => texts[value == "true" ? "是" : "否"],
        ValueKind.Instant => DateTimeOffset.TryParse(value, CultureInfo.InvariantCulture, out var time) ? Full(time) : value,
        _ => value,
    };

    // Times chosen by users have no seconds.
    private static string Full(DateTimeOffset time) => time.Second == 0 ? ShortTime.ToTheMinute(time) : ShortTime.Full(time);

    private string? Masked(string? value) => value is null ? null : Kind switch
    {
        ValueKind.Phone => PhoneNumber.Unchecked(value).Masked,
        ValueKind.Id => IdNumber.Unchecked(value).Masked,
        ValueKind.Address => PostalAddress.Unchecked(value).Masked,
        ValueKind.Email => EmailAddress.Unchecked(value).Masked,
        ValueKind.Number => new BusinessNumber(value).ToString(),
        ValueKind.Words or ValueKind.Flag or ValueKind.Instant => value,

        // Also plain text, which may be a file name or a search, and kinds from a newer version.
        _ => FreeText.Unchecked(value).Masked,
    };

    internal sealed class ListConverter() : ValueConverter<IReadOnlyList<FieldChange>, string>(
        list => JsonSerializer.Serialize(list, Json),
        text => JsonSerializer.Deserialize<FieldChange[]>(text, Json)!);

    internal sealed class ListComparer() : ValueComparer<IReadOnlyList<FieldChange>>(
        (a, b) => a!.SequenceEqual(b!),
        list => list.Count,
        list => list);
}
