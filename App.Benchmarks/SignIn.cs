using System.Net;
using System.Text.RegularExpressions;
using WorkOrders.Demo;

namespace WorkOrders.Benchmarks;

/// <summary>Signs in a demo user through the login page.</summary>
internal static partial class SignIn
{
    private const string Page = "/account/login";

    public static async Task<HttpClient> AsAsync(string userName, Uri address, int connections = 1)
    {
        var client = Client(address, new CookieContainer(), connections);
        await PostAsync(client, userName);
        return client;
    }

    /// <summary>Cookie header of a signed-in user.</summary>
    public static async Task<string> CookieOfAsync(string userName, Uri address)
    {
        var cookies = new CookieContainer();
        using var client = Client(address, cookies, connections: 1);
        await PostAsync(client, userName);
        return cookies.GetCookieHeader(address);
    }

#pragma warning disable CA2000 // The client disposes it.
    private static HttpClient Client(Uri address, CookieContainer cookies, int connections) =>
        new(new SocketsHttpHandler { CookieContainer = cookies, AllowAutoRedirect = false, MaxConnectionsPerServer = connections }) { BaseAddress = address };
#pragma warning restore CA2000

    private static async Task PostAsync(HttpClient client, string userName)
    {
        var page = await client.GetStringAsync(Page);
        var fields = HiddenField().Matches(LoginForm().Match(page).Value)
            .Select(m => KeyValuePair.Create(m.Groups["name"].Value, WebUtility.HtmlDecode(m.Groups["value"].Value)))
            .Append(new("Input.UserName", userName)).Append(new("Input.Password", DemoStaff.Password));
        using var form = new FormUrlEncodedContent(fields);
        using var answer = await client.PostAsync(Page, form);
        if (answer.StatusCode != HttpStatusCode.Redirect)
        {
            throw new InvalidOperationException($"Sign-in answered {answer.StatusCode}.");
        }
    }

    [GeneratedRegex("<form[^>]*class=\"account-form\".*?</form>", RegexOptions.Singleline, 1000)]
    private static partial Regex LoginForm();

    [GeneratedRegex("<input type=\"hidden\" name=\"(?<name>[^\"]+)\" value=\"(?<value>[^\"]*)\"", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex HiddenField();
}
