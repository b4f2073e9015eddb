using System.Text.Encodings.Web;
using System.Text.Json;
using WorkOrders.Shared;

namespace WorkOrders.Sheets;

/// <summary>The texts and errors of an imported row as they are stored: errors by codes, so that each reader gets them in their language.</summary>
public static class StoredErrors
{
    public static readonly JsonSerializerOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Null when there are none.</summary>
    /// <param name="errors">The errors of a row.</param>
    /// <param name="fields">The fields that they can be about.</param>
    public static string? Write(IReadOnlyList<FieldError> errors, IEnumerable<FieldName> fields) => errors.Count == 0
        ? null
        : JsonSerializer.Serialize(
            errors.Select(e => (string[])[CodeOf(e.Field, fields), CodeOf(e.Rule, Codes.All<FieldRule>()), .. e.Arguments.Select(a => $"{a}")]), Json);

    public static IReadOnlyList<FieldError> Read(string? stored) => stored is null ? []
        : [.. JsonSerializer.Deserialize<string[][]>(stored)!
            .Select(e => new FieldError(Codes.Of<FieldName>(e[0]).Text, Codes.Of<FieldRule>(e[1]).Text, [.. e[2..].Cast<object>()]))];

    private static string CodeOf(string text, IEnumerable<ICodedText> known) => known.FirstOrDefault(one => one.Text == text)?.Code ?? text;
}
