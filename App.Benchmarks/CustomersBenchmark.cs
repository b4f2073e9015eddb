using System.Diagnostics;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using WorkOrders.Customers;
using WorkOrders.Customers.Profile.Listing;
using WorkOrders.Demo;
using WorkOrders.Shared;

namespace WorkOrders.Benchmarks;

/// <summary>客户档案: database time of its lists and of the search box, and the 360° view of a customer with 500 records over HTTP.</summary>
internal sealed class CustomersBenchmark(BenchDatabase database, List<Customer> samples, CurrentUser me)
{
    private const int Runs = 60;
    private const int WarmUp = 8;
    private const double FirstPage = 15;
    private const double TwoBroad = 60;
    private const double SearchBox = 50;
    private const double View = 40;

    private readonly MeasuredReads reads = new(database);

    public static async Task<int> RunAsync(int customers)
    {
        await using var database = await BenchDatabase.OpenAsync(1_000);
        int busiest;
        await using (var db = await database.Factory.CreateDbContextAsync())
        {
            await CustomerStories.AddAsync(db, customers);
            await CustomerStories.SpreadAsync(db);
            busiest = await CustomerStories.TellAsync(db);
            Console.WriteLine($"{await db.Customers.CountAsync():N0} customers");
        }

        await using (var db = await database.Factory.CreateDbContextAsync())
        {
            var last = await db.Customers.MaxAsync(c => c.Id);
            var ids = Enumerable.Range(0, 400).Select(i => last - (i * (last / 401))).ToList();
            var leader = await db.Users.SingleAsync(u => u.UserName == "leader1");
            var me = new CurrentUser(leader.Id, leader.DisplayName, new HashSet<string>([Roles.TeamLeader], StringComparer.Ordinal), leader.Team);
            var benchmark = new CustomersBenchmark(database, await db.Customers.AsNoTracking().Where(c => ids.Contains(c.Id)).ToListAsync(), me);
            await benchmark.ListsAsync();
            await benchmark.SearchesAsync();
        }

        await ViewAsync(database, busiest);
        return Figures.Sum();
    }

    private async Task ListsAsync()
    {
        Figures.Head("客户档案, first page with its count (database time)");
        foreach (var (name, query) in Cases())
        {
            await reads.MeasureAsync(name, LimitOf(name), (db, run) => db.Customers.AsNoTracking().VisibleTo(me).PageAsync(query(run), [], me, CancellationToken.None));
        }
    }

    private static double LimitOf(string name) => name.Contains('+', StringComparison.Ordinal) ? TwoBroad : FirstPage;

    private IEnumerable<(string Name, Func<int, CustomerQuery> Query)> Cases()
    {
        var all = new CustomerQuery();
        yield return ("全部", _ => all);
        yield return ("名称 whole", i => all with { Name = Sample(i, c => c.Name) });
        yield return ("名称 first character", i => all with { Name = Sample(i, c => c.Name)![..1] });
        yield return ("名称 part of an enterprise's", i => all with { Name = Sample(i, c => c.EnterpriseKey)![2..6] });
        yield return ("名称 nobody has", i => all with { Name = $"没有这样的名称{i}" });
        yield return ("电话", i => all with { Phone = Sample(i, c => c.Phone) });
        yield return ("类型 企业", _ => all with { Type = CustomerType.Enterprise });
        yield return ("级别 重要", _ => all with { Level = CustomerLevel.Important });
        yield return ("状态 公海", _ => all with { Status = CustomerStatus.InPool });
        yield return ("负责人", i => all with { OwnerId = Sample(i, c => c.OwnerId) });
        yield return ("地区", i => all with { Region = Sample(i, c => c.Region) });
        yield return ("行业", i => all with { Industry = Sample(i, c => c.Industry) });
        yield return ("地区 + 级别", i => all with { Region = Sample(i, c => c.Region), Level = CustomerLevel.Important });
        yield return ("地区 + 类型 + 级别", i => all with { Region = Sample(i, c => c.Region), Type = CustomerType.Enterprise, Level = CustomerLevel.Important });
        yield return ("by 名称", _ => all with { Sort = CustomerSort.Name });
        yield return ("by 最后跟进", _ => all with { Sort = CustomerSort.LastFollowUp });
        yield return ("by 最后跟进, oldest", _ => all with { Sort = CustomerSort.LastFollowUp, Reversed = true });
    }

    private async Task SearchesAsync()
    {
        Figures.Head("Search box over customers (database time)");
        var search = new ProfileSearch();
        foreach (var (name, text) in new (string, Func<int, string>)[]
        {
            ("name", i => Sample(i, c => c.Name)!),
            ("beginning of a name", i => Sample(i, c => c.Name)![..2]),
            ("phone", i => Sample(i, c => c.Phone)!.Unmask()),
            ("nothing", i => $"没有这个人{i}"),
        })
        {
            await reads.MeasureAsync(name, SearchBox, (db, run) => search.FindAsync(db, text(run), SearchedNumber.In(text(run)), me));
        }
    }

    private static async Task ViewAsync(BenchDatabase database, int customer)
    {
        await using var app = await AppProcess.StartAsync(
            database.ConnectionString, "--RateLimits:ApiPerPersonAndSecond=1000000", "--Logging:LogLevel:Default=Warning", "--Jobs:Enabled=false");
        using var client = new HttpClient { BaseAddress = app.Address };
        using (var login = await client.PostAsJsonAsync("/api/v1/auth/login", new { username = "leader1", password = DemoStaff.Password }))
        {
            var token = (await login.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("data").GetProperty("access_token").GetString()!;
            client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        }

        List<double> spent = [];
        for (var run = 0; run < Runs + WarmUp; run++)
        {
            var start = Stopwatch.GetTimestamp();
            using var answer = await client.GetAsync($"/api/v1/customers/{customer}/360-view");
            answer.EnsureSuccessStatusCode();
            await answer.Content.CopyToAsync(Stream.Null);
            spent.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        }

        Figures.Head("360° view of a customer with 500 records");
        Figures.Print("GET 360-view: all blocks but the loan core, and the timeline", spent[WarmUp..], View);
    }

    private T Sample<T>(int i, Func<Customer, T> value)
    {
        for (var at = i; ; at++)
        {
            if (value(samples[at % samples.Count]) is { } found)
            {
                return found;
            }
        }
    }
}
