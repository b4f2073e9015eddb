using System.Net;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using WorkOrders.AccessRecords;
using WorkOrders.Customers;
using WorkOrders.Customers.Profile.Listing;
using WorkOrders.Database;

namespace WorkOrders.Tests.Customers.Profile;

/// <summary>客户档案 through the API and over HTTP.</summary>
public sealed class CustomerApiTests(AppFixture app) : IClassFixture<AppFixture>, IAsyncLifetime
{
    private HttpClient feng = null!;
    private HttpClient jiang = null!;
    private HttpClient leader = null!;

    public async Task InitializeAsync() => (feng, jiang, leader) = (await app.ApiOf("manager1"), await app.ApiOf("manager2"), await app.ApiOf("leader1"));

    public Task DisposeAsync()
    {
        Array.ForEach([feng, jiang, leader], client => client.Dispose());
        return Task.CompletedTask;
    }

    [Fact]
    public async Task A_customer_is_created_read_changed_deactivated_and_listed()
    {
        var (name, phone) = ("接口客户" + Given.Next(), Typed.Phone());
        var created = await GoodAsync(feng, "POST", "customers", new { customerName = name, customerType = "individual", phone = "+86 " + phone, customerLevel = "important", region = "北京", email = "someone@example.cn" });
        var id = created.GetProperty("id").GetInt32();
        Assert.Equal(("individual", "important", "active", "冯涛"), (Text(created, "customerType"), Text(created, "customerLevel"), Text(created, "status"), Text(created, "ownerName")));
        Assert.Equal(PhoneNumber.Parse(phone)!.Masked, Text(created, "phone"));
        Assert.False(created.TryGetProperty("warnings", out _));

        // A mask that comes back keeps the number; an absent field keeps its value; null clears it.
        var changed = await GoodAsync(feng, "PUT", $"customers/{id}", new { phone = Text(created, "phone"), email = Text(created, "email"), region = (string?)null, industry = "零售" });
        Assert.Equal((null, "零售", name, "important"), (Text(changed, "region"), Text(changed, "industry"), Text(changed, "customerName"), Text(changed, "customerLevel")));
        Assert.Equal((phone, "someone@example.cn"), await ReadAsync(db => db.Customers.Where(c => c.Id == id).Select(c => new ValueTuple<string, string>(c.Phone!.Unmask(), c.Email!.Unmask())).SingleAsync()));

        Assert.Equal(409, (await feng.SendAsync("POST", $"customers/{id}/deactivate", new { reason = "" })).Code);
        Assert.Equal("inactive", Text(await GoodAsync(feng, "POST", $"customers/{id}/deactivate", new { reason = "不再合作" }), "status"));
        Assert.Equal("active", Text(await GoodAsync(feng, "POST", $"customers/{id}/activate", new { }), "status"));

        foreach (var filter in new[] { $"phone={phone}", $"customerName={Uri.EscapeDataString(name[..4])}&industry={Uri.EscapeDataString("零售")}", $"customerType=individual&customerLevel=important&status=active&customerName={Uri.EscapeDataString(name)}" })
        {
            var page = await GoodAsync(feng, "GET", "customers?size=5&" + filter, null);
            Assert.Equal((1, 1, 5), (page.GetProperty("total").GetInt32(), page.GetProperty("page").GetInt32(), page.GetProperty("size").GetInt32()));
            Assert.Equal(id, Assert.Single(page.GetProperty("list").EnumerateArray()).GetProperty("id").GetInt32());
        }

        Assert.Equal(0, (await GoodAsync(jiang, "GET", $"customers?phone={phone}", null)).GetProperty("total").GetInt32());
    }

    [Fact]
    public async Task Another_managers_customer_is_404_whatever_is_asked()
    {
        var id = (await GoodAsync(feng, "POST", "customers", new { customerName = "只给冯涛" + Given.Next() })).GetProperty("id").GetInt32();
        Assert.Equal(404, (await jiang.SendAsync("GET", $"customers/{id}")).Code);
        Assert.Equal(404, (await jiang.SendAsync("PUT", $"customers/{id}", new { region = "上海" })).Code);
        Assert.Equal(404, (await jiang.SendAsync("POST", $"customers/{id}/deactivate", new { reason = "x" })).Code);
        Assert.Equal(404, (await jiang.SendAsync("POST", $"customers/{id}/activate", new { })).Code);
        using var answer = await (await app.ClientOf("manager2")).GetAsync(new Uri($"/customers/{id}/edit", UriKind.Relative));
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.DoesNotContain("只给冯涛", WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Five_spellings_of_a_company_are_409_with_the_candidate()
    {
        var name = "接口（上海）汽车" + Given.Next();
        var id = (await GoodAsync(leader, "POST", "customers", new { customerName = name, customerType = "enterprise" })).GetProperty("id").GetInt32();
        foreach (var spelling in new[] { name, name.Insert(1, " "), name.Replace('（', '(').Replace('）', ')'), name + "\u200b", "\u3000" + name })
        {
            var refused = await leader.SendAsync("POST", "customers", new { customerName = spelling, customerType = "enterprise" });
            Assert.Equal(409, refused.Code);
            Assert.Equal(id, Assert.Single(refused.Data.EnumerateArray()).GetProperty("id").GetInt32());
        }

        // Somebody who may not see it learns only that it is taken.
        var hidden = await feng.SendAsync("POST", "customers", new { customerName = name, customerType = "enterprise" });
        Assert.Equal((409, JsonValueKind.Null), (hidden.Code, hidden.Data.ValueKind));
        Assert.DoesNotContain(name, hidden.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_person_of_an_existing_name_is_409_without_a_number_and_created_with_one()
    {
        var name = "接口张伟" + Given.Next();
        var id = (await GoodAsync(feng, "POST", "customers", new { customerName = name })).GetProperty("id").GetInt32();
        var refused = await feng.SendAsync("POST", "customers", new { customerName = name.Insert(2, " ") });
        Assert.Equal(409, refused.Code);
        Assert.Equal(id, Assert.Single(refused.Data.EnumerateArray()).GetProperty("id").GetInt32());
        var second = await GoodAsync(feng, "POST", "customers", new { customerName = name, phone = "1391234" + (Given.Next() % 1000) });
        Assert.Contains("像手机号", Assert.Single(second.GetProperty("warnings").EnumerateArray()).GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_requests_with_one_number_at_the_same_moment_make_one_customer()
    {
        var phone = Typed.Phone();
        var replies = await Task.WhenAll(Enumerable.Range(0, 4).Select(i => leader.SendAsync("POST", "customers", new { customerName = $"并发{i}号{phone[^4..]}甲", phone })));
        Assert.Equal([200, 409, 409, 409], replies.Select(reply => reply.Code).Order());
    }

    public static TheoryData<string, string, int, string> Refusals => new()
    {
        { "POST customers", "{}", 400, "customerName" },
        { "POST customers", """{"customerName":"甲","customerType":"company"}""", 400, "customerType" },
        { "POST customers", """{"customerName":"甲","phone":"12"}""", 400, "phone" },
        { "POST customers", """{"customerName":"甲","phone":13800000000}""", 400, "phone" },
        { "POST customers", """{"customerName":"甲","idNumber":"110105194912310021"}""", 400, "idNumber" },
        { "POST customers", """{"customerName":"甲","taxId":"91350100M000100Y43"}""", 400, "taxId" },
        { "POST customers", """{"customerName":"甲乙丙丁戊","ownerId":999999}""", 400, "ownerId" },
        { "GET customers?status=IN_POOL", "", 400, "status" },
        { "GET customers?phone=x", "", 400, "phone" },
        { "GET customers?size=101", "", 400, "size" },
        { "GET customers/999999", "", 404, "" },
        { "PUT customers/999999", "{}", 404, "" },
    };

    [Theory]
    [MemberData(nameof(Refusals))]
    public async Task Every_refusal_names_its_field(string request, string body, int status, string field)
    {
        var parts = request.Split(' ');
        var reply = await leader.SendAsync(parts[0], parts[1], body.Length == 0 ? null : body);
        Assert.Equal(status, reply.Code);
        Assert.Contains(field, reply.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_id_of_an_alias_answers_with_the_survivor()
    {
        var survivor = (await GoodAsync(feng, "POST", "customers", new { customerName = "存续" + Given.Next() })).GetProperty("id").GetInt32();
        var alias = (await GoodAsync(feng, "POST", "customers", new { customerName = "别名" + Given.Next() })).GetProperty("id").GetInt32();
        await ReadAsync(db => db.Customers.Where(c => c.Id == alias).ExecuteUpdateAsync(set => set.SetProperty(c => c.MergedIntoId, survivor)));
        Assert.Equal(survivor, (await GoodAsync(feng, "GET", $"customers/{alias}", null)).GetProperty("id").GetInt32());
        Assert.Equal(survivor, (await GoodAsync(feng, "PUT", $"customers/{alias}", new { region = "北京" })).GetProperty("id").GetInt32());
    }

    [Fact]
    public async Task The_export_has_the_list_masked_and_is_on_record()
    {
        var (name, phone) = ("导出客户" + Given.Next(), Typed.Phone());
        await GoodAsync(leader, "POST", "customers", new { customerName = name, phone });
        var client = await app.ClientOf("leader1");
        using var answer = await client.GetAsync(new Uri($"/customers/export?view=all&name={Uri.EscapeDataString(name)}", UriKind.Relative));
        var rows = new Workbook(await answer.Content.ReadAsByteArrayAsync()).Rows();
        Assert.Equal(2, rows.Count);
        Assert.Equal((name, PhoneNumber.Parse(phone)!.Masked, "个人", "正常"), (rows[1]["客户名称"], rows[1]["客户电话"], rows[1]["客户类型"], rows[1]["状态"]));
        Assert.True(await ReadAsync(db => db.AccessRecords.AnyAsync(r => r.Action == CustomerExportActions.Exported)));
    }

    private static string? Text(JsonElement json, string name) => json.GetProperty(name).GetString();

    private static async Task<JsonElement> GoodAsync(HttpClient client, string method, string path, object? body)
    {
        var reply = await client.SendAsync(method, path, body);
        Assert.True(reply.Code == 200, reply.Message);
        return reply.Data;
    }

    private async Task<T> ReadAsync<T>(Func<AppDb, Task<T>> read)
    {
        await using var db = await app.Factory.CreateDbContextAsync();
        return await read(db);
    }
}
