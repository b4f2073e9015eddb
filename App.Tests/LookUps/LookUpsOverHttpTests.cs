using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Hosting;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using WorkOrders.Desk.Filters;
using WorkOrders.Desk.Views;
using WorkOrders.Export;
using WorkOrders.LookUps;

namespace WorkOrders.Tests.LookUps;

/// <summary>One person's look-ups are counted together over pages, export and the circuit of a browser.</summary>
public sealed class LookUpsOverHttpTests(LookUpsOverHttpTests.Fixture app) : BrowserTest(app), IClassFixture<LookUpsOverHttpTests.Fixture>
{
    private const int Limit = 3;

    [Fact]
    public async Task Page_export_and_circuit_share_one_limit_and_above_it_nothing_tells_a_hit()
    {
        var numbers = await PhonesAsync(Limit + 1);
        var admin = await App.ClientOf("admin");
        Assert.Contains("GD20", await admin.GetStringAsync(Desk(numbers[0])), StringComparison.Ordinal);
        Assert.NotEmpty(await admin.GetByteArrayAsync(new Uri(OrderExport.AddressOf(FilterOf(numbers[1])), UriKind.Relative)));

        var page = await OpenAsync("admin", "/work-orders?view=all");
        var box = page.GetByRole(AriaRole.Combobox, new() { Name = "搜索工单" });
        await box.FillAsync(numbers[2]);
        await Assertions.Expect(page.GetByRole(AriaRole.Listbox, new() { Name = "找到的工单" })).ToBeVisibleAsync();

        // The fourth number is refused everywhere, whether it is a customer's or nobody's.
        foreach (var number in (string[])[numbers[3], "19900000001"])
        {
            await box.FillAsync(number);
            await Assertions.Expect(page.GetByRole(AriaRole.Alert).Filter(new() { HasText = "已到上限 3 个" })).ToBeVisibleAsync();
            var desk = await admin.GetStringAsync(Desk(number));
            Assert.Contains("已到上限 3 个", desk, StringComparison.Ordinal);
            Assert.DoesNotContain("<tr data-number=", desk, StringComparison.Ordinal);
            Assert.DoesNotContain("没有符合条件的工单", desk, StringComparison.Ordinal);

            using var export = await admin.GetAsync(new Uri(OrderExport.AddressOf(FilterOf(number)), UriKind.Relative));
            Assert.Equal(HttpStatusCode.TooManyRequests, export.StatusCode);
            using var words = JsonDocument.Parse(await export.Content.ReadAsStringAsync());
            Assert.Contains("已到上限 3 个", words.RootElement.GetProperty("message").GetString(), StringComparison.Ordinal);
            Assert.InRange(export.Headers.RetryAfter!.Delta!.Value, TimeSpan.FromSeconds(1), TimeSpan.FromDays(1));
        }

        // What was answered is answered again, also by another way in.
        Assert.Contains("GD20", await admin.GetStringAsync(Desk(numbers[0])), StringComparison.Ordinal);
        using var again = await admin.GetAsync(new Uri(OrderExport.AddressOf(FilterOf(numbers[0])), UriKind.Relative));
        Assert.Equal(HttpStatusCode.OK, again.StatusCode);

        await using var db = await App.Factory.CreateDbContextAsync();
        var me = await db.Users.SingleAsync(u => u.UserName == "admin");
        var rows = await db.LookUps.Where(l => l.UserId == me.Id).OrderBy(l => l.Id).ToListAsync();
        Assert.All(rows, r => Assert.Equal("127.0.0.1", r.Address));
        Assert.Equal([LookUpPlace.Filter, LookUpPlace.Export, LookUpPlace.Search], rows.Where(r => r.RefusedUntil is null).Select(r => r.Place));

        // Two pages, two exports, and the box: its second text may still wait for the pause of typing.
        Assert.InRange(Assert.Single(rows, r => r.RefusedUntil is not null).Tries, 5, 8);

        // Compliance sees it at a glance.
        var compliance = await App.ClientOf("compliance1");
        Assert.Contains("/tracking/look-ups?person=admin&amp;result=Refused", await compliance.GetStringAsync(LookUpQuery.Path), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_export_with_a_number_is_on_record_and_the_API_has_no_filter_for_one()
    {
        var phone = (await PhonesAsync(1))[0];
        var leader = await App.ClientOf("leader1");
        Assert.NotEmpty(await leader.GetByteArrayAsync(new Uri(OrderExport.AddressOf(FilterOf(phone)), UriKind.Relative)));

        // A number in the address of the API compares nothing: the answer is the same with and without it.
        using var api = await App.ApiOf("auditor1");
        var (all, some) = (await api.SendAsync("GET", "default-customers"), await api.SendAsync("GET", "default-customers?phone=19900000001&idNumber=" + Given.Id));
        Assert.Equal(all.Data.GetProperty("total").GetInt32(), some.Data.GetProperty("total").GetInt32());
        await Eventually.HoldsAsync(async () =>
        {
            await using var db = await App.Factory.CreateDbContextAsync();
            var rows = await db.LookUps.Where(l => l.UserId == db.Users.Single(u => u.UserName == "leader1").Id || l.UserId == db.Users.Single(u => u.UserName == "auditor1").Id)
                .OrderBy(l => l.Id).ToListAsync();
            return rows.ConvertAll(r => (r.Place, r.Kind, r.Found)).SequenceEqual([(LookUpPlace.Export, LookUpKind.Phone, (bool?)true)]);
        });
    }

    private static string Desk(string phone) => "/work-orders" + FilterOf(phone).ToQuery();

    private static WorkOrderFilter FilterOf(string phone) => new() { View = DeskView.All, Phone = PhoneNumber.Parse(phone) };

    private async Task<List<string>> PhonesAsync(int count)
    {
        await using var db = await App.Factory.CreateDbContextAsync();
        var phones = await db.WorkOrders.Where(o => o.CustomerPhone != null).OrderBy(o => o.Id).Select(o => o.CustomerPhone!).Take(50).ToListAsync();
        return [.. phones.Where(p => p.IsMobile).DistinctBy(p => p.Key).Take(count).Select(p => p.Unmask())];
    }

    public sealed class Fixture : AppFixture
    {
        protected override void Configure(IWebHostBuilder builder) => builder.UseSetting("LookUps:PerDay", "3");
    }
}
