using System.Diagnostics;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using WorkOrders.Demo;

namespace WorkOrders.Benchmarks;

/// <summary>Compares GET /default-customers with a bare endpoint running the same query: separate processes, alternating.</summary>
internal static class ApiBenchmark
{
    private const int Connections = 8;
    private const int Rounds = 5;
    private const string Query = "?page=1&size=20";
    private static readonly TimeSpan Round = TimeSpan.FromSeconds(6);

    public static async Task<int> RunAsync()
    {
        await using var database = await BenchDatabase.OpenAsync(1_000);
        await using (var db = await database.Factory.CreateDbContextAsync())
        {
            await DefaultStories.AddCustomersInDefaultAsync(db);
        }

        // Keep the rate limiter active, but set the limit too high to be reached.
        await using var app = await AppProcess.StartAsync(
            database.ConnectionString, "--RateLimits:ApiPerPersonAndSecond=1000000", "--Logging:LogLevel:Default=Warning", "--Jobs:Enabled=false");
        await using var bare = await AppProcess.StartBareAsync(database.ConnectionString);
        using var ofApp = Client(app.Address);
        using var ofBare = Client(bare.Address);
        ofApp.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", await TokenAsync(ofApp));
        var (ours, theirs) = (new List<double>(), new List<double>());
        for (var round = 0; round <= Rounds; round++)
        {
            var (a, b) = (await LoadAsync(ofApp, "/api/v1/default-customers" + Query), await LoadAsync(ofBare, BareEndpoint.Path + Query));
            if (round > 0)
            {
                ours.Add(a);
                theirs.Add(b);
                Console.WriteLine($"  round {round}: API {a:0} requests/s, bare {b:0}");
            }
        }

        Figures.PrintOne("the API's list against a bare endpoint", 100 * Figures.Percentile(ours, 50) / Figures.Percentile(theirs, 50), 80, atLeast: true, "%");
        return Figures.Sum();
    }

    private static HttpClient Client(Uri address) => new(new SocketsHttpHandler { MaxConnectionsPerServer = Connections }) { BaseAddress = address };

    private static async Task<string> TokenAsync(HttpClient client)
    {
        using var answer = await client.PostAsJsonAsync("/api/v1/auth/login", new { username = "auditor1", password = DemoStaff.Password });
        return (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("data").GetProperty("access_token").GetString()!;
    }

    private static async Task<double> LoadAsync(HttpClient client, string path)
    {
        var start = Stopwatch.GetTimestamp();
        var done = await Task.WhenAll(Enumerable.Range(0, Connections).Select(async _ =>
        {
            var count = 0;
            for (; Stopwatch.GetElapsedTime(start) < Round; count++)
            {
                using var answer = await client.GetAsync(path);
                answer.EnsureSuccessStatusCode();
                await answer.Content.CopyToAsync(Stream.Null);
            }

            return count;
        }));
        return done.Sum() / Stopwatch.GetElapsedTime(start).TotalSeconds;
    }
}
