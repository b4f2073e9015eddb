using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using WorkOrders.AccessRecords;
using WorkOrders.Demo;
using WorkOrders.Export;
using WorkOrders.Import;
using WorkOrders.LookUps;

namespace WorkOrders.Tests;

/// <summary>Answers that every page and endpoint gives alike, over real HTTP. AccessTests asks each page with HEAD as well.</summary>
public sealed class HttpTests(AppFixture app) : IClassFixture<AppFixture>
{
    private const string Foreign = "evil.example";

    public static TheoryData<string> Addresses => ["/", "/客户?姓名=王芳 小", "/work-orders?search=%E7%8E%8B&x=\"<>\""];

    [Theory]
    [InlineData("/account/login", null)]
    [InlineData("/work-orders", null)]
    [InlineData("/work-orders", "leader1")]
    [InlineData("/", "leader1")]
    [InlineData("/no/such/page", "leader1")]
    [InlineData("/favicon.svg", null)]
    [InlineData("/css/theme.css", null)]
    [InlineData("/health/ready", null)]
    [InlineData("/openapi/v1.json", null)]
    [InlineData("/api/v1/auth/profile", null)]
    [InlineData(BatchEndpoints.TemplateAddress, "leader1")]
    [InlineData(OrderExport.Path, "leader1")]
    public async Task HEAD_answers_as_GET_without_the_body(string path, string? user)
    {
        using var client = user is null ? app.Anonymous() : app.NewClient(await app.SignInAsync(user));
        using var get = await SendAsync(client, HttpMethod.Get, path);
        using var head = await SendAsync(client, HttpMethod.Head, path);
        Assert.Equal(get.StatusCode, head.StatusCode);
        Assert.Equal("", await head.Content.ReadAsStringAsync());
        Assert.Equal(Kept(get), Kept(head));
    }

    [Fact]
    public async Task HEAD_of_an_export_exports_nothing_and_looks_nothing_up()
    {
        var client = await app.ClientOf("leader1");
        var before = await ExportsAsync();
        using var head = await SendAsync(client, HttpMethod.Head, OrderExport.Path + "?contact=" + Given.Phone);
        Assert.Equal(HttpStatusCode.OK, head.StatusCode);
        Assert.StartsWith("attachment", head.Content.Headers.ContentDisposition?.ToString(), StringComparison.Ordinal);
        using var api = await app.ApiOf("auditor1");
        using var ofApi = await SendAsync(api, HttpMethod.Head, "/api/v1/default-customers/export?phone=" + Given.Phone);
        Assert.Equal(HttpStatusCode.OK, ofApi.StatusCode);
        Assert.Equal(before, await ExportsAsync());
    }

    [Theory]
    [MemberData(nameof(Addresses))]
    public async Task A_way_back_with_any_characters_is_encoded(string address)
    {
        using var client = app.Anonymous();
        foreach (var path in new[] { "/preferences/theme", "/preferences/language" })
        {
            using var answer = await PostAsync(client, path, ("returnUrl", address));
            IsLocal(answer, address);
        }

        using var signedIn = await client.SignInAsync("agent1", DemoStaff.Password, "/account/login?returnUrl=" + Uri.EscapeDataString(address));
        IsLocal(signedIn, address);
        using var again = await SendAsync(client, HttpMethod.Get, "/account/login?returnUrl=" + Uri.EscapeDataString(address));
        IsLocal(again, address);

        var token = (await client.ReadAsync("/notices")).QuerySelector("form[action='/account/logout'] [name=__RequestVerificationToken]")!.GetAttribute("value")!;
        using var signedOut = await PostAsync(client, "/account/logout", ("__RequestVerificationToken", token), ("returnUrl", address));
        Assert.Equal(HttpStatusCode.Redirect, signedOut.StatusCode);
        Assert.StartsWith("/account/login", signedOut.Headers.Location!.OriginalString, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/.//evil.example")]
    [InlineData("/a/..//evil.example")]
    [InlineData("/%2e//evil.example")]
    public async Task A_way_back_that_resolves_to_another_site_is_none(string address)
    {
        using var client = app.Anonymous();
        var login = "/account/login?returnUrl=" + Uri.EscapeDataString(address);
        using var signedIn = await client.SignInAsync("agent1", DemoStaff.Password, login);
        IsLocal(signedIn, "/");
        using var again = await SendAsync(client, HttpMethod.Get, login);
        IsLocal(again, "/");
    }

    [Theory]
    [InlineData("/no/such/page")]
    [InlineData("/no/such.php")]
    [InlineData("/x.php")]
    [InlineData("/api-docs/nothing")]
    [InlineData("/work-orders/no/such")]
    public async Task A_POST_to_an_unknown_path_is_404(string path)
    {
        using var client = app.Anonymous();
        using var answer = await PostAsync(client, path, ("x", "1"));
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Contains("没有找到这个页面", await TextAsync(answer), StringComparison.Ordinal);
        Assert.Equal(404, (await client.SendAsync("POST", "nothing-here", new { })).Code);
    }

    [Theory]
    [InlineData("POST", "/preferences/theme", "text/plain", HttpStatusCode.UnsupportedMediaType)]
    [InlineData("POST", "/preferences/theme", null, HttpStatusCode.BadRequest)]
    [InlineData("DELETE", "/work-orders", null, HttpStatusCode.MethodNotAllowed)]
    [InlineData("GET", "/preferences/theme", null, HttpStatusCode.MethodNotAllowed)]
    public async Task A_wrong_request_of_a_page_is_told_in_words_and_is_no_error_of_ours(string method, string path, string? type, HttpStatusCode status)
    {
        var client = await app.ClientOf("leader1");
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        if (type is not null)
        {
            request.Content = new StringContent("x", new MediaTypeHeaderValue(type));
        }

        using var answer = await client.SendAsync(request);
        Assert.Equal(status, answer.StatusCode);
        Assert.Contains("这个请求不正确", await TextAsync(answer), StringComparison.Ordinal);
        Assert.DoesNotContain(app.Log.All, line => line.StartsWith("Error", StringComparison.Ordinal) && line.Contains(nameof(Microsoft.AspNetCore.Http.BadHttpRequestException), StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_path_that_is_too_long_is_414_in_words_or_in_the_envelope()
    {
        using var client = app.Anonymous();
        using var page = await SendAsync(client, HttpMethod.Get, "/account/login?x=" + new string('x', 9_000));
        Assert.Equal(HttpStatusCode.RequestUriTooLong, page.StatusCode);
        Assert.Contains("地址太长", await TextAsync(page), StringComparison.Ordinal);
        var reply = await client.SendAsync("GET", "default-reasons?reason=" + new string('x', 20_000));
        Assert.Equal((414, "请求地址太长"), (reply.Code, reply.Message));
    }

    [Theory]
    [InlineData("/api/v1/files/f%00")]
    [InlineData("/work-orders/%00")]
    public async Task A_NUL_in_a_path_is_refused_by_the_server_before_the_application_is_asked(string path)
    {
        using var client = app.Anonymous();
        using var answer = await SendAsync(client, HttpMethod.Get, path);
        Assert.Equal((HttpStatusCode.BadRequest, ""), (answer.StatusCode, await answer.Content.ReadAsStringAsync()));
    }

    [Theory]
    [InlineData("files/f%01", 404)]
    [InlineData("work-orders/%01%7F/follow-ups", 404)]
    [InlineData("default-reasons?reason=%00x", 200)]
    [InlineData("default-customers?customerName=a%00&page=1", 200)]
    [InlineData("work-orders/%EF%BF%BF%C3%28/follow-ups", 404)]
    public async Task Characters_that_no_database_takes_are_answered_in_the_envelope(string path, int code)
    {
        using var client = await app.ApiOf("admin");
        Assert.Equal(code, (await client.SendAsync("GET", path)).Code);
    }

    [Fact]
    public async Task A_form_whose_token_is_out_of_date_is_told_to_be_read_again()
    {
        using var client = app.NewClient(await app.SignInAsync("agent1"));
        using var answer = await PostAsync(client, "/account/logout", ("returnUrl", "/"));
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains("页面已过期，请刷新后重试", await TextAsync(answer), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_form_that_is_too_large_is_told_the_limit()
    {
        using var client = app.Anonymous();
        using var form = new MultipartFormDataContent { { new ByteArrayContent(new byte[31_000_000]), "theme", "a" } };
        using var answer = await client.PostAsync(new Uri("/preferences/theme", UriKind.Relative), form);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.StatusCode);
        var text = await TextAsync(answer);
        Assert.Contains("请求内容太大", text, StringComparison.Ordinal);
        Assert.Contains("一次最多可以发送 0.5 MB。", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(12)]
    [InlineData(40)]
    public async Task An_upload_that_is_too_large_is_413_in_the_envelope(int megabytes)
    {
        using var client = await app.ApiOf("operator1");
        using var form = new MultipartFormDataContent { { new ByteArrayContent(new byte[megabytes * 1024 * 1024]), "file", "a.pdf" } };
        Assert.Equal(413, (await client.SendAsync("POST", "files/upload", form)).Code);
        Assert.Equal(413, (await client.SendAsync("POST", "auth/login", "{\"username\":\"" + new string('a', megabytes * 1024 * 1024) + "\"}")).Code);
    }

    [Fact]
    public async Task No_answer_repeats_the_host_of_the_request()
    {
        using var client = app.NewClient(await app.SignInAsync("admin"));
        using var api = await app.ApiOf("operator1");
        client.DefaultRequestHeaders.Host = api.DefaultRequestHeaders.Host = Foreign;
        string[] paths = [.. Access.Routes().Where(r => !r.Contains('{', StringComparison.Ordinal)), "/", "/openapi/v1.json", "/api-docs", "/admin/hangfire"];
        foreach (var path in paths)
        {
            using var answer = await SendAsync(client, HttpMethod.Get, path);
            await NamesNobodyAsync(answer);
        }

        using var nobody = app.Anonymous();
        nobody.DefaultRequestHeaders.Host = Foreign;
        foreach (var path in new[] { "/work-orders", "/", "/work-orders/export" })
        {
            using var login = await SendAsync(nobody, HttpMethod.Get, path);
            Assert.StartsWith("/account/login?returnUrl=%2F", login.Headers.Location!.OriginalString, StringComparison.Ordinal);
        }

        var file = await UploadAsync(api);
        Assert.StartsWith(app.Address.GetLeftPart(UriPartial.Authority) + "/api/v1/files/f", file.GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_but_what_everybody_may_read_is_kept_by_a_browser()
    {
        foreach (var user in new[] { "leader1", "admin" })
        {
            var client = await app.ClientOf(user);
            string[] downloads = [OrderExport.Path, BatchEndpoints.TemplateAddress, "/work-orders/import/refused", "/customers/import/template", "/customers/import/refused", "/defaults/customers/export", "/defaults/statistics/export", "/work-orders/GD1"];
            foreach (var path in Access.Routes().Where(r => !r.Contains('{', StringComparison.Ordinal)).Concat(downloads))
            {
                using var answer = await client.GetAsync(new Uri(path, UriKind.Relative), HttpCompletionOption.ResponseHeadersRead);
                Assert.True(answer.Headers.CacheControl?.NoStore, $"{user} {path}: {answer.Headers.CacheControl}");
            }
        }

        using var api = await app.ApiOf("operator1");
        var file = await UploadAsync(api);
        foreach (var path in new[] { "/api/v1/default-customers/export", "/api/v1/default-customers", file.GetString()!, "/api/v1/files/fnone", "/api/v1/nothing" })
        {
            using var answer = await SendAsync(api, HttpMethod.Get, path);
            Assert.True(answer.Headers.CacheControl?.NoStore, $"{path}: {answer.Headers.CacheControl}");
        }

        using var nobody = app.Anonymous();
        using var picture = await SendAsync(nobody, HttpMethod.Get, "/favicon.svg");
        Assert.False(picture.Headers.CacheControl?.NoStore);
    }

    private static IEnumerable<string> Kept(HttpResponseMessage answer) => answer.Headers.Concat(answer.Content.Headers)
        .Where(h => h.Key is not ("Date" or "Set-Cookie" or "Content-Length" or "Transfer-Encoding")).Select(h => $"{h.Key}: {string.Join(',', h.Value)}").Order(StringComparer.Ordinal);

    private static void IsLocal(HttpResponseMessage answer, string address)
    {
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        var target = answer.Headers.GetValues("Location").Single();
        Assert.Matches(@"^/(?![/\\])", target);
        Assert.All(target, c => Assert.True(char.IsAscii(c) && !char.IsControl(c) && c is not (' ' or '"' or '<' or '>'), target));
        Assert.Equal(Uri.UnescapeDataString(address), Uri.UnescapeDataString(target));
    }

    private static async Task NamesNobodyAsync(HttpResponseMessage answer)
    {
        Assert.DoesNotContain(Foreign, answer.Headers.ToString(), StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain(Foreign, await answer.Content.ReadAsStringAsync(), StringComparison.OrdinalIgnoreCase);
    }

    private static async Task<JsonElement> UploadAsync(HttpClient client)
    {
        using var form = new MultipartFormDataContent { { new ByteArrayContent(Files.Samples.Pdf), "file", "a.pdf" } };
        return (await client.SendAsync("POST", "files/upload", form)).Data.GetProperty("fileUrl");
    }

    private static async Task<string> TextAsync(HttpResponseMessage answer) => WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync());

    private static async Task<HttpResponseMessage> SendAsync(HttpClient client, HttpMethod method, string path)
    {
        using var request = new HttpRequestMessage(method, new Uri(path, UriKind.RelativeOrAbsolute));
        return await client.SendAsync(request);
    }

    private static async Task<HttpResponseMessage> PostAsync(HttpClient client, string path, params (string Key, string Value)[] fields)
    {
        using var form = new FormUrlEncodedContent(fields.ToDictionary(f => f.Key, f => f.Value));
        return await client.PostAsync(new Uri(path, UriKind.Relative), form);
    }

    private async Task<(int Exports, int LookUps)> ExportsAsync()
    {
        await using var db = await app.Factory.CreateDbContextAsync();
        return (await db.AccessRecords.CountAsync(r => r.Kind == AccessKind.Export), await db.LookUps.CountAsync());
    }
}
