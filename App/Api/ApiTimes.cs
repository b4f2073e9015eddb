using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using WorkOrders.Shared;

namespace WorkOrders.Api;

/// <summary>JSON times of the API: yyyy-MM-ddTHH:mm:ss, Shanghai local time without offset.</summary>
internal sealed class ApiTimes : JsonConverter<DateTimeOffset>
{
    public const string Format = "yyyy-MM-dd'T'HH:mm:ss";

    public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        DateTime.TryParseExact(reader.GetString(), Format, CultureInfo.InvariantCulture, DateTimeStyles.None, out var local)
            ? BusinessTime.FromLocal(local)
            : throw new JsonException();

    public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options)
    {
        Span<char> text = stackalloc char[19];
        BusinessTime.Local(value).TryFormat(text, out var length, Format, CultureInfo.InvariantCulture);
        writer.WriteStringValue(text[..length]);
    }
}
