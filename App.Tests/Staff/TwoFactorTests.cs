using System.Buffers.Binary;
using System.Net;
using System.Security.Cryptography;
using WorkOrders.Demo;

namespace WorkOrders.Tests;

public sealed class TwoFactorTests(AppFixture app) : IClassFixture<AppFixture>
{
    [Fact]
    public async Task A_person_with_two_factor_sign_in_needs_the_code_or_a_recovery_code_once()
    {
        using var client = app.Anonymous();
        await client.SignInAsync("auditor1", DemoStaff.Password);
        var setUp = await client.ReadAsync("/account/two-factor");
        var key = setUp.QuerySelector("code.key")!.TextContent.Replace(" ", "", StringComparison.Ordinal);
        Assert.Contains("secret=" + key, setUp.QuerySelector("a[href^='otpauth:']")!.GetAttribute("href"), StringComparison.Ordinal);

        using var wrong = await client.FillAsync("/account/two-factor", ("Input.Code", "000000"));
        Assert.Single((await wrong.ReadAsync()).QuerySelectorAll(".field-error"));
        using var on = await client.FillAsync("/account/two-factor", ("Input.Code", CodeOf(key)));
        var recovery = (await on.ReadAsync()).QuerySelectorAll(".codes code").Select(c => c.TextContent).ToList();
        Assert.Equal(10, recovery.Count);

        using var byCode = app.Anonymous();
        Assert.Equal(HttpStatusCode.Redirect, await EnterAsync(byCode, CodeOf(key)));
        Assert.Equal(HttpStatusCode.OK, await ProfileAsync(byCode));

        using var byRecovery = app.Anonymous();
        Assert.Equal(HttpStatusCode.Redirect, await EnterAsync(byRecovery, recovery[0]));
        using var again = app.Anonymous();
        Assert.Equal(HttpStatusCode.OK, await EnterAsync(again, recovery[0]));
        Assert.Equal(HttpStatusCode.Redirect, await ProfileAsync(again));
    }

    private static async Task<HttpStatusCode> EnterAsync(HttpClient client, string code)
    {
        using var password = await client.SignInAsync("auditor1", DemoStaff.Password, "/account/login?returnUrl=%2Faccount%2Fprofile");
        Assert.Contains("/account/login/code?returnUrl=", password.Headers.Location!.OriginalString, StringComparison.Ordinal);
        using var answer = await client.FillAsync("/account/login/code?returnUrl=%2Faccount%2Fprofile", ("Input.Code", code));
        return answer.StatusCode;
    }

    private static async Task<HttpStatusCode> ProfileAsync(HttpClient client)
    {
        using var answer = await client.GetAsync(new Uri("/account/profile", UriKind.Relative));
        return answer.StatusCode;
    }

    // The code of RFC 6238, as the user's authenticator app computes it.
    internal static string CodeOf(string key)
    {
        var counter = new byte[8];
        BinaryPrimitives.WriteInt64BigEndian(counter, TimeProvider.System.GetUtcNow().ToUnixTimeSeconds() / 30);
#pragma warning disable CA5350 // The standard names SHA-1.
        var hash = HMACSHA1.HashData(FromBase32(key), counter);
#pragma warning restore CA5350
        var value = BinaryPrimitives.ReadInt32BigEndian(hash.AsSpan(hash[^1] & 15)) & int.MaxValue;
        return (value % 1_000_000).ToString("D6");
    }

    private static byte[] FromBase32(string text)
    {
        var bits = string.Concat(text.Select(c => Convert.ToString("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".IndexOf(c, StringComparison.Ordinal), 2).PadLeft(5, '0')));
        return [.. Enumerable.Range(0, bits.Length / 8).Select(i => Convert.ToByte(bits.Substring(i * 8, 8), 2))];
    }
}
