using System.Diagnostics;
using System.Net;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using WorkOrders.Database.Demo;

namespace WorkOrders.Benchmarks;

/// <summary>GET of the desk and of one order's page, signed in and prerendered, from the application in a process of its own.</summary>
internal static partial class PagesBenchmark
{
    private const int Connections = 8;
    private const string Desk = "/work-orders?view=all";

    public static async Task<int> RunAsync(int orders)
    {
        await using var database = await BenchDatabase.OpenAsync(orders);
        await using var db = await database.Factory.CreateDbContextAsync();
        var number = await db.WorkOrders.OrderByDescending(o => o.Id).Select(o => o.Number).FirstAsync();
        await using var app = await AppProcess.StartAsync(database.ConnectionString);
        using var client = await SignInAsync(app.Address);

        Console.WriteLine();
        Console.WriteLine("Pages over HTTP, prerendered");
        var html = await client.GetStringAsync(Desk);
        Console.WriteLine($"  desk: {html.Length / 1024} KB, {RowLink().Count(html)} links to orders");
        await LoadAsync(client, Desk, TimeSpan.FromSeconds(5));
        Figures.PrintOne("desk, median", Figures.Percentile(await OneByOneAsync(client, Desk, 200), 50), 12, atLeast: false, "ms");
        Figures.PrintOne("desk, 8 connections", await LoadAsync(client, Desk, TimeSpan.FromSeconds(8)), 200, atLeast: true, "pages/s");
        await OneByOneAsync(client, "/work-orders/" + number, 50);
        Figures.PrintOne("one order, median", Figures.Percentile(await OneByOneAsync(client, "/work-orders/" + number, 200), 50), 15, atLeast: false, "ms");
        Console.WriteLine();
        Console.WriteLine(Figures.Over == 0 ? "Every figure is within its limit." : $"{Figures.Over} figures are over their limit.");
        return Figures.Over == 0 ? 0 : 2;
    }

    private static async Task<HttpClient> SignInAsync(Uri address)
    {
#pragma warning disable CA2000 // The client disposes it.
        var client = new HttpClient(new SocketsHttpHandler { CookieContainer = new CookieContainer(), AllowAutoRedirect = false, MaxConnectionsPerServer = Connections }) { BaseAddress = address };
#pragma warning restore CA2000
        var page = await client.GetStringAsync("/account/login");
        var fields = HiddenField().Matches(LoginForm().Match(page).Value).Select(m => KeyValuePair.Create(m.Groups["name"].Value, WebUtility.HtmlDecode(m.Groups["value"].Value)))
            .Append(new("Input.UserName", "agent1")).Append(new("Input.Password", DemoStaff.Password));
        using var form = new FormUrlEncodedContent(fields);
        var answer = await client.PostAsync("/account/login", form);
        return answer.StatusCode == HttpStatusCode.Redirect ? client : throw new InvalidOperationException($"Sign-in answered {answer.StatusCode}.");
    }

    private static async Task<List<double>> OneByOneAsync(HttpClient client, string path, int count)
    {
        var spent = new List<double>();
        for (var i = 0; i < count; i++)
        {
            var start = Stopwatch.GetTimestamp();
            await GetAsync(client, path);
            spent.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        }

        return spent;
    }

    private static async Task<double> LoadAsync(HttpClient client, string path, TimeSpan duration)
    {
        var start = Stopwatch.GetTimestamp();
        var pages = await Task.WhenAll(Enumerable.Range(0, Connections).Select(async _ =>
        {
            var done = 0;
            for (; Stopwatch.GetElapsedTime(start) < duration; done++)
            {
                await GetAsync(client, path);
            }

            return done;
        }));
        return pages.Sum() / Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    private static async Task GetAsync(HttpClient client, string path)
    {
        using var answer = await client.GetAsync(path);
        if (answer.StatusCode != HttpStatusCode.OK)
        {
            throw new InvalidOperationException($"{path} answered {answer.StatusCode}.");
        }

        await answer.Content.CopyToAsync(Stream.Null);
    }

    [GeneratedRegex("<form[^>]*class=\"account-form\".*?</form>", RegexOptions.Singleline, 1000)]
    private static partial Regex LoginForm();

    [GeneratedRegex("<input type=\"hidden\" name=\"(?<name>[^\"]+)\" value=\"(?<value>[^\"]*)\"", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex HiddenField();

    [GeneratedRegex("GD[0-9]{14}", RegexOptions.None, 1000)]
    private static partial Regex RowLink();
}
