using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using WorkOrders.Demo;

namespace WorkOrders.Tests.Support;

/// <summary>Calls the API over real HTTP as a user signed in with <c>/auth/login</c>.</summary>
public static class ApiClient
{
    private static readonly JsonSerializerOptions AsWritten = new();

    /// <summary>A client with the access token of a demo user; <paramref name="host"/> is another name for this machine.</summary>
    public static async Task<HttpClient> ApiOf(this AppFixture app, string userName, string? host = null)
    {
        var client = app.Anonymous();
        client.DefaultRequestHeaders.Host = host;
        var login = await client.SendAsync("POST", "auth/login", new { username = userName, password = DemoStaff.Password });
        Assert.Equal(200, login.Code);
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", login.Data.GetProperty("access_token").GetString());
        return client;
    }

    /// <summary>Sends to /api/v1; <paramref name="body"/> is sent as JSON with unchanged property names, a string unchanged.</summary>
    public static async Task<ApiReply> SendAsync(this HttpClient client, string method, string path, object? body = null)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), "/api/v1/" + path);
        request.Content = body switch
        {
            null => null,
            HttpContent content => content,
            string json => new StringContent(json, System.Text.Encoding.UTF8, "application/json"),
            _ => JsonContent.Create(body, options: AsWritten),
        };
        using var answer = await client.SendAsync(request);
        var json2 = JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement;
        return new ApiReply((int)answer.StatusCode, json2, answer.Headers.RetryAfter?.Delta);
    }
}

/// <summary>Status and envelope of an API response.</summary>
public sealed record ApiReply(int Status, JsonElement Body, TimeSpan? RetryAfter)
{
    /// <summary>The envelope's code, which always equals the HTTP status.</summary>
    public int Code
    {
        get
        {
            var code = Body.GetProperty("code").GetInt32();
            Assert.Equal(Status, code);
            return code;
        }
    }

    public string Message => Body.GetProperty("message").GetString()!;

    public JsonElement Data => Body.GetProperty("data");
}
