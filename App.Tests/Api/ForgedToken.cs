using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace WorkOrders.Tests.Api;

/// <summary>A token written by hand from a valid one, so that a test changes exactly one thing.</summary>
internal sealed record ForgedToken(JsonObject Header, JsonObject Claims, byte[] Key)
{
    private static readonly Func<byte[], byte[], byte[]> Hs256 = HMACSHA256.HashData;

    /// <summary>Signs header and claims; null leaves the signature empty.</summary>
    public Func<byte[], byte[], byte[]>? Sign { get; init; } = Hs256;

    public static ForgedToken Of(string token, byte[] key) => token.Split('.') is [var header, var claims, _]
        ? new ForgedToken(Parse(header), Parse(claims), key)
        : throw new FormatException();

    /// <summary>With another value of a header; null removes it.</summary>
    public ForgedToken WithHeader(string name, JsonNode? value) => this with { Header = Changed(Header, name, value) };

    /// <summary>With another value of a claim; null removes it.</summary>
    public ForgedToken With(string name, JsonNode? value) => this with { Claims = Changed(Claims, name, value) };

    public static string Encode(string text) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(text));

    public override string ToString() => Signed(Header.ToJsonString(), Claims.ToJsonString());

    /// <summary>The token with these texts, whether they are JSON or not.</summary>
    public string Signed(string header, string claims)
    {
        var signed = Encode(header) + "." + Encode(claims);
        return signed + "." + (Sign is null ? "" : Base64Url.EncodeToString(Sign(Key, Encoding.ASCII.GetBytes(signed))));
    }

    private static JsonObject Parse(string part) => JsonSerializer.Deserialize<JsonObject>(Base64Url.DecodeFromChars(part))!;

    private static JsonObject Changed(JsonObject json, string name, JsonNode? value)
    {
        var copy = json.DeepClone().AsObject();
        copy.Remove(name);
        if (value is not null)
        {
            copy.Add(name, value);
        }

        return copy;
    }
}
