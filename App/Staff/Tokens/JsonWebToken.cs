using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace WorkOrders.Staff.Tokens;

/// <summary>Signs and validates HS256 tokens (RFC 7519, RFC 7515). The JWT package can replace it.</summary>
internal static class JsonWebToken
{
    /// <summary>Longer tokens are rejected before decoding.</summary>
    public const int LongestToken = 8 * 1024;

    private static readonly string Header = Base64Url.EncodeToString("""{"alg":"HS256","typ":"JWT"}"""u8);

    public static string Sign(byte[] key, IReadOnlyDictionary<string, object?> claims)
    {
        var signed = Header + "." + Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(claims));
        return signed + "." + Base64Url.EncodeToString(HMACSHA256.HashData(key, Encoding.ASCII.GetBytes(signed)));
    }

    /// <summary>The claims of a token issued by us and valid at <paramref name="now"/>; null for any other.</summary>
    public static JsonElement? Read(byte[] key, string token, string issuer, string audience, DateTimeOffset now) =>
        Payload(key, token) is { } claims && IsMeant(claims, issuer, audience) && IsInTime(claims, now) ? claims : null;

    /// <summary>The payload of an HS256 token with a correct signature; otherwise null.</summary>
    internal static JsonElement? Payload(byte[] key, string token)
    {
        if (token.Length > LongestToken || token.Split('.') is not [var header, var payload, var signature])
        {
            return null;
        }

        if (Decode(header) is not { } headerBytes || Decode(payload) is not { } payloadBytes || Decode(signature) is not { } given)
        {
            return null;
        }

        var expected = HMACSHA256.HashData(key, Encoding.ASCII.GetBytes($"{header}.{payload}"));
        return CryptographicOperations.FixedTimeEquals(expected, given) && Parse(headerBytes) is { } head && TextOf(head, "alg") == "HS256" && !head.TryGetProperty("crit", out _)
            ? Parse(payloadBytes)
            : null;
    }

    private static bool IsMeant(JsonElement claims, string issuer, string audience) => TextOf(claims, "iss") == issuer && TextOf(claims, "aud") == audience;

    private static bool IsInTime(JsonElement claims, DateTimeOffset now)
    {
        var seconds = now.ToUnixTimeSeconds();
        return NumberOf(claims, "exp") is { } expires && seconds < expires
            && (!claims.TryGetProperty("nbf", out _) || (NumberOf(claims, "nbf") is { } from && seconds >= from));
    }

    private static string? TextOf(JsonElement json, string name) =>
        json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static long? NumberOf(JsonElement json, string name) =>
        json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out var number) ? number : null;

    private static byte[]? Decode(string part) => Base64Url.IsValid(part) ? Base64Url.DecodeFromChars(part) : null;

    private static JsonElement? Parse(byte[] json)
    {
        try
        {
            var element = JsonElement.Parse(json);
            return element.ValueKind == JsonValueKind.Object ? element : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
