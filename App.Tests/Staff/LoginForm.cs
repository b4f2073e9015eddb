using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;

namespace WorkOrders.Tests;

/// <summary>Fills in forms of pages without a circuit, like a browser without JavaScript.</summary>
internal static class LoginForm
{
    public static async Task<IDocument> ReadAsync(this HttpClient client, string address) => await ReadAsync(await client.GetAsync(new Uri(address, UriKind.Relative)));

    public static async Task<IDocument> ReadAsync(this HttpResponseMessage answer) => await new HtmlParser().ParseDocumentAsync(await answer.Content.ReadAsStreamAsync());

    /// <summary>Opens the page, fills in the form that contains the first field, or the button of its name, and posts it.</summary>
    public static async Task<HttpResponseMessage> FillAsync(this HttpClient client, string address, params (string Name, string Value)[] typed) =>
        await client.FillAsync(await client.ReadAsync(address), address, typed);

    /// <summary>Fills in a form of a page that was an answer.</summary>
    public static async Task<HttpResponseMessage> FillAsync(this HttpClient client, IDocument page, string address, params (string Name, string Value)[] typed)
    {
        var form = page.QuerySelectorAll("form").Single(f => f.QuerySelector($"[name='{typed[0].Name}']") is not null);
        var fields = form.QuerySelectorAll("input[name]").ToDictionary(i => i.GetAttribute("name")!, i => i.GetAttribute("value") ?? "");
        foreach (var (name, value) in typed)
        {
            fields[name] = value;
        }

        using var content = new FormUrlEncodedContent(fields);
        return await client.PostAsync(new Uri(form.GetAttribute("action") is { Length: > 0 } action ? action : address, UriKind.RelativeOrAbsolute), content);
    }

    public static Task<HttpResponseMessage> SignInAsync(this HttpClient client, string userName, string password, string address = "/account/login") =>
        client.FillAsync(address, ("Input.UserName", userName), ("Input.Password", password));

    /// <summary>The message of the form after a refused sign-in.</summary>
    public static async Task<string> RefusalAsync(this HttpClient client, string userName, string password)
    {
        using var answer = await client.SignInAsync(userName, password);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return (await answer.ReadAsync()).QuerySelector("[role=alert]")!.TextContent.Trim();
    }
}
