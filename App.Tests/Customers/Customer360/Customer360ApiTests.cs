using System.Net;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using WorkOrders.Customers;

namespace WorkOrders.Tests.Customers.Customer360;

/// <summary>The 360° view and follow-ups over HTTP.</summary>
public sealed class Customer360ApiTests(AppFixture app) : IClassFixture<AppFixture>
{
    [Fact]
    public async Task Another_managers_customer_is_404_by_page_too()
    {
        var (own, other) = (await OwnedAsync("manager1"), await OwnedAsync("manager2"));
        var manager = await app.ClientOf("manager1");
        foreach (var page in new[] { "", "/edit" })
        {
            Assert.Equal(HttpStatusCode.OK, await StatusAsync(own.Id, page));
            Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(other.Id, page));
            Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(987654321, page));
        }

        async Task<HttpStatusCode> StatusAsync(int id, string page)
        {
            using var answer = await manager.GetAsync(new Uri($"/customers/{id}{page}", UriKind.Relative));
            return answer.StatusCode;
        }
    }

    [Fact]
    public async Task A_manager_follows_up_and_reads_their_customer_masked()
    {
        var customer = await OwnedAsync("manager1");
        using var manager = await app.ApiOf("manager1");
        var added = await manager.SendAsync("POST", $"customers/{customer.Id}/follow-ups", new { kind = "visit", content = "约好了 13812345678", nextContact = "2099-01-01" });
        Assert.Equal((400, "nextContact不能晚于十年以后"), (added.Code, added.Message));
        added = await manager.SendAsync("POST", $"customers/{customer.Id}/follow-ups", new { kind = "visit", content = "约好了 13812345678" });
        Assert.Equal((200, "新增成功"), (added.Code, added.Message));

        var view = await manager.SendAsync("GET", $"customers/{customer.Id}/360-view");
        Assert.Equal(200, view.Code);
        var profile = view.Data.GetProperty("customer");
        Assert.Equal((customer.Id, "individual", "active"), (profile.GetProperty("id").GetInt32(), profile.GetProperty("customerType").GetString(), profile.GetProperty("status").GetString()));
        Assert.Equal(customer.Phone!.Masked, profile.GetProperty("phone").GetString());
        Assert.NotEqual(JsonValueKind.Null, profile.GetProperty("lastFollowUp").ValueKind);
        var followUps = view.Data.GetProperty("blocks").GetProperty("followUps");
        Assert.Equal((1, 0), (followUps.GetProperty("total").GetInt32(), followUps.GetProperty("hidden").GetInt32()));
        Assert.Equal(("visit", "约好了 138****5678"), (followUps.GetProperty("list")[0].GetProperty("kind").GetString(), followUps.GetProperty("list")[0].GetProperty("content").GetString()));
        foreach (var name in new[] { "contacts", "attachments", "workOrders", "defaults" })
        {
            Assert.Equal(JsonValueKind.Array, view.Data.GetProperty("blocks").GetProperty(name).GetProperty("list").ValueKind);
        }

        Assert.Equal("拜访跟进", view.Data.GetProperty("timeline").EnumerateArray().First(e => e.GetProperty("kind").GetString() == "follow-up").GetProperty("title").GetString());
        Assert.Equal(0, view.Data.GetProperty("failed").GetArrayLength());
        Assert.DoesNotContain("13812345678", view.Body.GetRawText(), StringComparison.Ordinal);
        Assert.DoesNotContain(customer.Phone.Unmask(), view.Body.GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_managers_customer_is_404_for_reading_and_writing()
    {
        var customer = await OwnedAsync("manager1");
        using var other = await app.ApiOf("manager2");
        Assert.Equal(404, (await other.SendAsync("GET", $"customers/{customer.Id}/360-view")).Code);
        Assert.Equal(404, (await other.SendAsync("GET", "customers/987654321/360-view")).Code);
        Assert.Equal(404, (await other.SendAsync("POST", $"customers/{customer.Id}/follow-ups", new { kind = "phone", content = "越权" })).Code);
        using var agent = await app.ApiOf("agent1");
        Assert.Equal(200, (await agent.SendAsync("GET", $"customers/{customer.Id}/360-view")).Code);
        Assert.Equal(403, (await agent.SendAsync("POST", $"customers/{customer.Id}/follow-ups", new { kind = "phone", content = "越权" })).Code);
    }

    [Fact]
    public async Task Wrong_input_is_named_and_an_alias_id_leads_to_the_survivor()
    {
        var (customer, alias) = (await OwnedAsync("manager1"), await OwnedAsync("manager1"));
        using var manager = await app.ApiOf("manager1");
        Assert.Equal((400, "content：不能超过 1000 个字"), Told(await manager.SendAsync("POST", $"customers/{customer.Id}/follow-ups", new { kind = "phone", content = new string('长', 1001) })));
        Assert.Equal((400, "kind不能为空"), Told(await manager.SendAsync("POST", $"customers/{customer.Id}/follow-ups", new { content = "谈过了" })));
        Assert.Equal(400, (await manager.SendAsync("POST", $"customers/{customer.Id}/follow-ups", new { kind = "pigeon", content = "谈过了" })).Code);
        await using (var db = await app.Factory.CreateDbContextAsync())
        {
            await db.Customers.Where(c => c.Id == alias.Id).ExecuteUpdateAsync(set => set.SetProperty(c => c.MergedIntoId, customer.Id));
        }

        Assert.Equal(200, (await manager.SendAsync("POST", $"customers/{alias.Id}/follow-ups", new { kind = "phone", content = "按旧编号跟进" })).Code);
        Assert.Equal(customer.Id, (await manager.SendAsync("GET", $"customers/{alias.Id}/360-view")).Data.GetProperty("customer").GetProperty("id").GetInt32());
    }

    private static (int Code, string Message) Told(ApiReply reply) => (reply.Code, reply.Message);

    private async Task<Customer> OwnedAsync(string manager)
    {
        await using var db = await app.Factory.CreateDbContextAsync();
        var owner = await db.Users.Where(u => u.UserName == manager).Select(u => u.Id).SingleAsync();
        var customer = Customer.Of(new() { Name = "客户" + Given.Next(), Phone = PhoneNumber.Parse("137" + Given.Next().ToString("D8")), OwnerId = owner });
        db.Add(customer);
        await db.SaveChangesAsync();
        return customer;
    }
}
