using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using WorkOrders.Staff.Tokens;

namespace WorkOrders.Tests.Api;

public sealed class JsonWebTokenTests
{
    private const string Issuer = "workorders";
    private const string Audience = "workorders-api";
    private static readonly byte[] Key = [.. Enumerable.Range(1, 32).Select(i => (byte)i)];

    [Fact]
    public void The_example_of_RFC_7515_is_read()
    {
        var key = Base64Url.DecodeFromChars("AyM1SysPpbyDfgZld3umj1qzKObwVMkoqQ-EstJQLr_T-1qS0gZH75aKtMN3Yj0iPS4hcgUuTwjAzZr1Z9CAow");
        const string Token = "eyJ0eXAiOiJKV1QiLA0KICJhbGciOiJIUzI1NiJ9.eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ.dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
        var claims = JsonWebToken.Payload(key, Token);
        Assert.Equal("joe", claims!.Value.GetProperty("iss").GetString());
        Assert.Null(JsonWebToken.Payload(key, Token[..^1] + "l"));
    }

    [Fact]
    public void What_was_signed_is_read_until_it_expires()
    {
        var token = JsonWebToken.Sign(Key, Claims());
        Assert.Equal("7", Read(token)!.Value.GetProperty("sub").GetString());
        Assert.NotNull(JsonWebToken.Read(Key, token, Issuer, Audience, Given.Now.AddSeconds(59)));
        Assert.Null(JsonWebToken.Read(Key, token, Issuer, Audience, Given.Now.AddSeconds(60)));
        Assert.Null(JsonWebToken.Read(Key, token, Issuer, Audience, Given.Now.AddSeconds(-1)));
    }

    public static TheoryData<string, string> Wrong => new()
    {
        { "alg none", Forge("""{"alg":"none"}""", sign: false) },
        { "alg none, signed", Forge("""{"alg":"none"}""") },
        { "another alg", Forge("""{"alg":"HS512"}""") },
        { "alg missing", Forge("""{"typ":"JWT"}""") },
        { "critical header", Forge("""{"alg":"HS256","crit":["exp"]}""") },
        { "header is no object", Forge("\"HS256\"") },
        { "another key", JsonWebToken.Sign(new byte[32], Claims()) },
        { "another issuer", JsonWebToken.Sign(Key, Claims("iss", "other")) },
        { "another audience", JsonWebToken.Sign(Key, Claims("aud", "other")) },
        { "audience missing", JsonWebToken.Sign(Key, Claims("aud", null)) },
        { "never expires", JsonWebToken.Sign(Key, Claims("exp", null)) },
        { "expiry as text", JsonWebToken.Sign(Key, Claims("exp", "9999999999")) },
        { "not before as text", JsonWebToken.Sign(Key, Claims("nbf", "0")) },
        { "oversize", JsonWebToken.Sign(Key, Claims("more", new string('x', 9000))) },
        { "two parts", "a.b" },
        { "four parts", JsonWebToken.Sign(Key, Claims()) + ".x" },
        { "no base64", "ä.ö.ü" },
        { "empty", "" },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public void A_token_that_is_not_ours_is_refused(string why, string token) => Assert.True(Read(token) is null, why);

    private static System.Text.Json.JsonElement? Read(string token) => JsonWebToken.Read(Key, token, Issuer, Audience, Given.Now);

    private static Dictionary<string, object?> Claims(string? name = null, object? value = null)
    {
        var claims = new Dictionary<string, object?>(StringComparer.Ordinal)
        {
            ["iss"] = Issuer, ["aud"] = Audience, ["sub"] = "7",
            ["nbf"] = Given.Now.ToUnixTimeSeconds(), ["exp"] = Given.Now.ToUnixTimeSeconds() + 60,
        };
        if (name is not null)
        {
            claims[name] = value;
        }

        return claims;
    }

    private static string Forge(string header, bool sign = true)
    {
        var rest = JsonWebToken.Sign(Key, Claims()).Split('.')[1];
        var signed = Base64Url.EncodeToString(Encoding.UTF8.GetBytes(header)) + "." + rest;
        return signed + "." + (sign ? Base64Url.EncodeToString(HMACSHA256.HashData(Key, Encoding.ASCII.GetBytes(signed))) : "");
    }
}
