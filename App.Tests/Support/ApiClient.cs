using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using WorkOrders.Database.Demo;

namespace WorkOrders.Tests.Support;

/// <summary>The API over real HTTP, as somebody who signed in with <c>/auth/login</c>.</summary>
public static class ApiClient
{
    private static readonly JsonSerializerOptions AsWritten = new();

    /// <summary>A client with the access token of a person of the demo.</summary>
    public static async Task<HttpClient> ApiOf(this AppFixture app, string userName)
    {
        var client = app.Anonymous();
        var login = await client.SendAsync("POST", "auth/login", new { username = userName, password = DemoStaff.Password });
        Assert.Equal(200, login.Code);
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", login.Data.GetProperty("access_token").GetString());
        return client;
    }

    /// <summary>Sends to /api/v1; <paramref name="body"/> goes out as JSON with its names as they are written, a string as it is.</summary>
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

/// <summary>Status and envelope of an answer.</summary>
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
