using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using MudBlazor;
using WorkOrders.Customers;
using WorkOrders.Customers.Profile;
using WorkOrders.Customers.Profile.Listing;
using WorkOrders.Database;
using WorkOrders.LookUps;
using WorkOrders.Shared.People;

namespace WorkOrders.Tests.Customers.Profile;

/// <summary>The list 客户档案 and the button 停用.</summary>
public sealed class CustomerListTests : ComponentTest
{
    private User feng = null!;

    public CustomerListTests(TestDatabase database)
        : base(database) => Services.Configure<LookUpOptions>(o => o.PerMinute = 1);

    private NavigationManager Navigator => Services.GetRequiredService<NavigationManager>();

    [Fact]
    public async Task A_manager_sees_their_own_customers_masked_and_nobody_elses()
    {
        var (own, others, list) = await OpenAsync();
        list.WaitForAssertion(() => Assert.Equal($"/customers/{own.Id}", list.Find("tbody a").GetAttribute("href")));
        Assert.Contains(own.Phone!.Masked, list.Markup, StringComparison.Ordinal);
        Assert.DoesNotContain(own.Phone.Unmask(), list.Markup, StringComparison.Ordinal);
        Assert.DoesNotContain(others.Name, list.Markup, StringComparison.Ordinal);
        Assert.Equal("我的客户", list.Find("nav.switch a[aria-current]").TextContent);
        Assert.Empty(list.FindAll("a[download]"));

        Navigator.NavigateTo(new CustomerQuery { Phone = others.Phone }.Address);
        list.WaitForAssertion(() => Assert.Contains("没有符合条件的客户", list.Markup, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_number_in_the_filter_counts_and_is_refused_above_the_limit()
    {
        var (own, others, list) = await OpenAsync();
        Navigator.NavigateTo(new CustomerQuery { Phone = own.Phone }.Address);
        var counted = await Eventually.ReadsAsync(() => Database.ReadAsync(db => db.LookUps.SingleOrDefaultAsync(l => l.UserId == feng.Id)), row => row is not null);
        Assert.Equal((LookUpPlace.CustomerFilter, own.Phone!.Masked), (counted!.Place, counted.Value));
        list.WaitForAssertion(() => Assert.Contains(own.Name, list.Find("tbody").TextContent, StringComparison.Ordinal));
        Assert.Equal(own.Phone.Masked, list.Field("电话").GetAttribute("value"));
        Navigator.NavigateTo(new CustomerQuery { Phone = others.Phone }.Address);
        list.WaitForAssertion(() => Assert.Contains("查询完整号码太频繁：每分钟最多 1 个", list.Find("[role=alert]").TextContent, StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_filter_goes_into_the_address_and_a_wrong_number_is_told_in_place()
    {
        var (own, _, list) = await OpenAsync();
        await list.InvokeAsync(() => list.Field("客户名称").ChangeAsync(new ChangeEventArgs { Value = own.Name }));
        await list.InvokeAsync(() => list.Field("电话").ChangeAsync(new ChangeEventArgs { Value = "1x" }));
        await list.OnAsync("form", e => e.SubmitAsync());
        list.WaitForAssertion(() => Assert.Contains("电话应为 5 至 19 位数字", list.Find("#field-电话-error").TextContent, StringComparison.Ordinal));
        await list.InvokeAsync(() => list.Field("电话").ChangeAsync(new ChangeEventArgs { Value = "" }));
        await list.OnAsync("form", e => e.SubmitAsync());
        list.WaitForAssertion(() => Assert.Contains("name=", Navigator.Uri, StringComparison.Ordinal));
        list.WaitForAssertion(() => Assert.Contains(own.Name, list.Find("tbody").TextContent, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_leader_sees_all_with_export_and_import()
    {
        var (own, others, list) = await OpenAsync(Roles.TeamLeader);
        list.WaitForAssertion(() => Assert.Contains(others.Name, list.Find("tbody").TextContent, StringComparison.Ordinal));
        Assert.Contains(own.Name, list.Find("tbody").TextContent, StringComparison.Ordinal);
        Assert.Equal(new CustomerQuery().ExportAddress, list.Find("a[download]").GetAttribute("href"));
        Assert.NotEmpty(list.FindAll("a[href='/customers/import']"));
    }

    [Fact]
    public async Task Deactivating_asks_for_the_reason()
    {
        var (own, _, _) = await OpenAsync();
        var dialogs = Render<MudDialogProvider>();
        var changed = 0;
        var button = Render<DeactivateButton>(p => p.Add(b => b.CustomerId, own.Id).Add(b => b.Name, own.Name).Add(b => b.Status, own.Status).Add(b => b.Changed, () => changed++));
        var clicked = button.ClickAsync("停用");
        dialogs.WaitForElement("form");
        await dialogs.OnAsync("form", e => e.SubmitAsync());
        dialogs.WaitForAssertion(() => Assert.Equal("请填写停用原因", dialogs.Find("[role=alert]").TextContent));
        await dialogs.InvokeAsync(() => dialogs.Field("停用原因").ChangeAsync(new ChangeEventArgs { Value = "不再合作" }));
        await dialogs.OnAsync("form", e => e.SubmitAsync());
        await clicked;
        Assert.Equal(1, changed);
        var key = own.Id.ToString(System.Globalization.CultureInfo.InvariantCulture);
        Assert.Equal("不再合作", (await Database.ReadAsync(db => db.OperationRecords.SingleAsync(r => r.SubjectKey == key && r.Action == CustomerActions.Deactivated))).Remark!.Unmask());
    }

    private async Task<(Customer Own, Customer Others, IRenderedComponent<CustomerList> List)> OpenAsync(string role = Roles.AccountManager)
    {
        feng = await Database.ManagerAsync();
        var other = await Database.ManagerAsync("蒋丽");
        var own = await Database.SaveAsync(Customer.Of(new() { Name = "自己的" + Given.Next(), Phone = PhoneNumber.Parse(Typed.Phone()), OwnerId = feng.Id }));
        var others = await Database.SaveAsync(Customer.Of(new() { Name = "别人的" + Given.Next(), Phone = PhoneNumber.Parse(Typed.Phone()), OwnerId = other.Id }));
        SignIn(As.In(feng, role));
        Navigator.NavigateTo(CustomerQuery.Path);
        Render<MudPopoverProvider>();
        var list = Render<CustomerList>();
        list.WaitForElement("tbody a");
        return (own, others, list);
    }
}
