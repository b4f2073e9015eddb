using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using WorkOrders.Customers;
using WorkOrders.Customers.Duplicates;
using WorkOrders.Customers.Duplicates.Finder;
using WorkOrders.Customers.Duplicates.Merge;
using WorkOrders.Defaults.InDefault;

namespace WorkOrders.Tests.Customers.Duplicates;

/// <summary>重复客户 through the API: list, merge, undo with conflicts, and every refusal.</summary>
public sealed class DuplicateApiTests(AppFixture app) : IClassFixture<AppFixture>, IAsyncLifetime
{
    private HttpClient leader = null!;

    public async Task InitializeAsync() => leader = await app.ApiOf("leader1");

    public Task DisposeAsync()
    {
        leader.Dispose();
        return Task.CompletedTask;
    }

    [Fact]
    public async Task Every_row_of_a_customer_is_registered_for_a_merge_or_known_to_need_none()
    {
        // The merge itself, what is found again each night, rows of an import, and the default state, which follows in another way.
        Type[] others = [typeof(Customer), typeof(CustomerMerge), typeof(NotSamePerson), typeof(DuplicateProposal), typeof(CustomerBigram), typeof(DefaultCustomer)];
        await using var db = await app.Factory.CreateDbContextAsync();
        var ofCustomers = db.Model.GetEntityTypes().Where(e => e.GetForeignKeys().Any(k => k.PrincipalEntityType.ClrType == typeof(Customer))).Select(e => e.ClrType);
        var moved = app.Services.GetServices<CustomerRows>().Select(rows => rows.GetType().GenericTypeArguments[0]);
        Assert.Empty(ofCustomers.Except(moved).Except(others).Select(type => type.Name));
    }

    [Fact]
    public async Task Two_customers_are_found_merged_and_parted_again()
    {
        var name = "诸葛" + Given.Next();
        var (one, two) = (await SaveAsync(name, "零售"), await SaveAsync(name, "物流"));
        await new FindDuplicates(app.Factory).RunAsync(CancellationToken.None);
        var list = await leader.SendAsync("GET", "customers/duplicates?reason=SAME_NAME&size=100");
        Assert.Equal(200, list.Code);
        var found = list.Data.GetProperty("list").EnumerateArray().Single(d => d.GetProperty("first").GetProperty("id").GetInt32() == one.Id);
        Assert.Equal(two.Id, found.GetProperty("second").GetProperty("id").GetInt32());
        Assert.Equal(one.Phone!.Masked, found.GetProperty("first").GetProperty("phone").GetString());
        Assert.DoesNotContain(one.Phone.Unmask(), list.Body.GetRawText(), StringComparison.Ordinal);

        var merged = await leader.SendAsync("POST", $"customers/{one.Id}/merge", new
        {
            otherId = two.Id,
            fields = new { phone = "other", industry = "survivor" },
            versions = new { survivor = found.GetProperty("first").GetProperty("version").GetInt32(), other = found.GetProperty("second").GetProperty("version").GetInt32() },
        });
        Assert.Equal((200, "合并成功"), (merged.Code, merged.Message));
        Assert.Equal(two.Phone, (await NowAsync(one)).Phone);
        var merge = merged.Data.GetProperty("mergeId").GetInt64();

        await using (var db = await app.Factory.CreateDbContextAsync())
        {
            var now = await db.Customers.SingleAsync(c => c.Id == one.Id);
            Done(now.Change(now.Values with { Phone = MergeScene.SomePhone() }, As.Somebody(Roles.Admin), Given.Now));
            await db.SaveChangesAsync();
        }

        var refused = await leader.SendAsync("POST", $"customers/merges/{merge}/undo", new { });
        Assert.Equal(409, refused.Code);
        var conflict = Assert.Single(refused.Data.GetProperty("conflicts").EnumerateArray());
        Assert.Equal(("phone", one.Phone.Masked), (conflict.GetProperty("key").GetString(), conflict.GetProperty("before").GetString()));
        Assert.Equal(400, (await leader.SendAsync("POST", $"customers/merges/{merge}/undo", new { choices = new { phone = "x" } })).Code);
        var version = refused.Data.GetProperty("version").GetInt32();
        Assert.Equal(409, (await leader.SendAsync("POST", $"customers/merges/{merge}/undo", new { choices = new { phone = "before" }, version = version - 1 })).Code);
        Assert.Equal(200, (await leader.SendAsync("POST", $"customers/merges/{merge}/undo", new { choices = new { phone = "before" }, version })).Code);
        Assert.Equal((one.Values, two.Values), ((await NowAsync(one)).Values, (await NowAsync(two)).Values));
        Assert.Equal(409, (await leader.SendAsync("POST", $"customers/merges/{merge}/undo")).Code);
        Assert.Equal(404, (await leader.SendAsync("POST", "customers/merges/999999999/undo", new { })).Code);
    }

    [Fact]
    public async Task What_is_wrong_is_named()
    {
        var one = await SaveAsync("诸葛" + Given.Next(), null);
        var versions = new { survivor = one.Version, other = 0 };
        foreach (var (body, word) in new (object Body, string Word)[]
        {
            (new { versions }, "otherId"), (new { otherId = 1 }, "versions.survivor"), (new { otherId = 1, versions = new { survivor = 1 } }, "versions.other"),
            (new { otherId = 1, versions, fields = new { nothing = "other" } }, "fields.nothing"), (new { otherId = 1, versions, fields = new { phone = "mine" } }, "fields.phone"),
        })
        {
            var reply = await leader.SendAsync("POST", $"customers/{one.Id}/merge", body);
            Assert.Equal(400, reply.Code);
            Assert.StartsWith(word, reply.Message, StringComparison.Ordinal);
        }

        Assert.Equal(409, (await leader.SendAsync("POST", $"customers/{one.Id}/merge", new { otherId = one.Id, versions })).Code);
        Assert.Equal(404, (await leader.SendAsync("POST", $"customers/{one.Id}/merge", new { otherId = 999_999_999, versions })).Code);
        Assert.Equal(400, (await leader.SendAsync("GET", "customers/duplicates?reason=NO")).Code);
        using var manager = await app.ApiOf("manager1");
        Assert.Equal(403, (await manager.SendAsync("POST", $"customers/{one.Id.ToString(CultureInfo.InvariantCulture)}/merge", new { otherId = 1, versions })).Code);
    }

    private async Task<Customer> SaveAsync(string name, string? industry)
    {
        await using var db = await app.Factory.CreateDbContextAsync();
        var customer = db.Add(Customer.Of(new() { Name = name, Phone = MergeScene.SomePhone(), Industry = industry })).Entity;
        await db.SaveChangesAsync();
        return customer;
    }

    private async Task<Customer> NowAsync(Customer customer)
    {
        await using var db = await app.Factory.CreateDbContextAsync();
        return await db.Customers.AsNoTracking().SingleAsync(c => c.Id == customer.Id);
    }
}
