using WorkOrders.Customers;
using WorkOrders.Customers.Profile.Listing;

namespace WorkOrders.Tests.Customers.Profile;

/// <summary>Customers in the search box.</summary>
public sealed class ProfileSearchTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    private readonly ProfileSearch search = new();

    [Fact]
    public async Task A_customer_is_found_by_name_number_tax_id_and_former_number_by_those_who_may_see_it()
    {
        var (mine, other) = (await database.ManagerAsync(), await database.ManagerAsync("蒋丽"));
        var former = PhoneNumber.Parse(Typed.Phone())!;
        var customer = await database.SaveAsync(Customer.Of(new()
        {
            Name = "搜索（北京）公司" + Given.Next(), Type = CustomerType.Enterprise, Phone = PhoneNumber.Parse(Typed.Phone()), IdNumber = Given.SomeId(), TaxId = "91350100M000100Y43", OwnerId = mine.Id,
        }));
        await database.SaveAsync(new FormerValue(customer.Id, CustomerFields.Phone, former, mergeId: 1));
        (string Text, string Matched)[] cases =
        [
            (customer.Name[..5].Replace('（', '('), "客户名称"), ("+86 " + customer.Phone!.Unmask(), "电话"), (customer.IdNumber!.Unmask(), "身份证号"),
            ("91350100m000100y43", "企业税号"), (former.Unmask(), "曾用电话"),
        ];
        foreach (var (text, matched) in cases)
        {
            var hit = Assert.Single(await FindAsync(text, Typed.Manager(mine)));
            Assert.Equal((customer.Name, matched, $"/customers/{customer.Id}"), (hit.Title, hit.Matched, hit.AddressFrom(new Uri("http://here/"))));
            Assert.DoesNotContain(customer.Phone.Unmask(), hit.Who!, StringComparison.Ordinal);
            Assert.Empty(await FindAsync(text, Typed.Manager(other)));
            Assert.Empty(await FindAsync(text, As.In(mine, Roles.SolutionArchitect)));
        }
    }

    private async Task<IReadOnlyList<WorkOrders.Ui.SearchHit>> FindAsync(string text, CurrentUser me)
    {
        await using var db = database.CreateDbContext();
        return await search.FindAsync(db, text, SearchedNumber.In(text), me);
    }
}
