using System.Text.Json;
using System.Text.Json.Serialization;

namespace WorkOrders.Shared;

/// <summary>The name of a field in history and on pages. Declared as a static readonly field by the feature that owns the field.</summary>
[JsonConverter(typeof(ByCode))]
public sealed record FieldName(string Code, string Text) : ICodedText, ICoded<FieldName>
{
    public static FieldName Unknown(string code) => new(code, code);

    internal sealed class ByCode : JsonConverter<FieldName>
    {
        public override FieldName Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            Codes.Of<FieldName>(reader.GetString()!);

        public override void Write(Utf8JsonWriter writer, FieldName value, JsonSerializerOptions options) => writer.WriteStringValue(value.Code);
    }
}
