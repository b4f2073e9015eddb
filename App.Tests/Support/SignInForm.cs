using AngleSharp.Html.Parser;

namespace WorkOrders.Tests.Support;

/// <summary>Fills in the login page like a browser, including all hidden fields.</summary>
public static class SignInForm
{
    private static readonly Uri Page = new("/account/login", UriKind.Relative);

    public static async Task<HttpResponseMessage> PostAsync(HttpClient client, string userName, string password)
    {
        ArgumentNullException.ThrowIfNull(client);
        var page = await new HtmlParser().ParseDocumentAsync(await client.GetStreamAsync(Page));
        var form = page.QuerySelectorAll("form").Single(f => f.QuerySelector("input[type=password]") is not null);
        var fields = form.QuerySelectorAll("input[name]").ToDictionary(i => i.GetAttribute("name")!, i => i.GetAttribute("type") switch
        {
            "password" => password,
            "hidden" or "checkbox" => i.GetAttribute("value") ?? "",
            _ => userName,
        });
        using var content = new FormUrlEncodedContent(fields);
        return await client.PostAsync(Page, content);
    }
}
