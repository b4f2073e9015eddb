using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using MudBlazor;
using WorkOrders.Database;
using WorkOrders.Defaults;
using WorkOrders.Defaults.Applications;
using WorkOrders.Defaults.Applications.Form;
using WorkOrders.Defaults.Reasons;
using WorkOrders.Files;

namespace WorkOrders.Tests.Defaults;

/// <summary>The form 新建违约申请, filled in by an operator.</summary>
public sealed class NewApplicationTests : ComponentTest
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    private IRenderedComponent<MudPopoverProvider> popovers = null!;

    public NewApplicationTests(TestDatabase database)
        : base(database) => Services.AddSingleton(new Applying(database, new FileUses([new EvidenceUse()]), Clock));

    [Fact]
    public async Task Of_two_customers_of_one_name_the_one_who_is_meant_is_chosen_from_what_is_offered()
    {
        var name = "同名公司" + Given.Next();
        var (first, second) = (Given.Customer(name), Given.Customer(name));
        await Database.SaveAsync(first, second);
        var page = await OpenAsync();
        await page.OnAsync("#field-客户名称", e => e.InputAsync(name));
        await page.OnAsync(".reasons input", e => e.ChangeAsync(new() { Value = true }));
        await page.ChooseAsync(popovers, "严重程度", "高");
        await page.OnAsync("form", e => e.SubmitAsync());
        page.WaitForAssertion(() => Assert.Contains($"有 2 位客户叫 {name}，请选择其中一位", page.Find("[role=alert]").TextContent, StringComparison.Ordinal));
        Assert.DoesNotContain(second.Phone!.Unmask(), page.Markup, StringComparison.Ordinal);
        Assert.Equal(2, page.FindAll(".found button").Count);

        await page.InvokeAsync(() => page.FindAll(".found button").Single(b => b.TextContent.Contains(second.Phone.Masked, StringComparison.Ordinal)).ClickAsync(new()));
        page.WaitForElement(".chosen");
        await page.OnAsync("form", e => e.SubmitAsync());
        page.WaitForAssertion(() => Assert.Matches("/defaults/applications/[0-9]+$", Services.GetRequiredService<NavigationManager>().Uri));
        Assert.Equal([second.Id], await Database.ReadAsync(db => db.DefaultApplications.Select(a => a.CustomerId).ToListAsync()));
    }

    [Fact]
    public async Task A_search_that_finds_no_database_says_so_and_keeps_what_is_typed()
    {
        Services.AddSingleton<IDbContextFactory<AppDb>>(new InterceptedFactory(Database, new FailingRead("Customers")));
        var page = await OpenAsync();
        await page.OnAsync("#field-客户名称", e => e.InputAsync("张伟"));
        await Clock.AdvanceUntilAsync(Pause, () => page.Markup.Contains("暂时查不到客户", StringComparison.Ordinal));
        Assert.Equal("张伟", page.Find("#field-客户名称").GetAttribute("value"));
    }

    [Fact]
    public async Task After_a_pause_the_chosen_customer_and_what_was_typed_are_there_again()
    {
        var customer = await Database.SaveAsync(Given.Customer("暂停公司" + Given.Next()));
        var page = await OpenAsync();
        await page.OnAsync("#field-客户名称", e => e.InputAsync(customer.Name));
        await Clock.AdvanceUntilAsync(Pause, () => page.FindAll(".found button").Count > 0);
        await page.OnAsync(".found button", e => e.ClickAsync(new()));
        await page.OnAsync(".reasons input", e => e.ChangeAsync(new() { Value = true }));
        await page.OnAsync("#field-备注", e => e.ChangeAsync(new() { Value = "写到一半" }));
        await PersistAsync();
        await DisposeComponentsAsync();

        var again = Render<NewApplication>();
        again.WaitForElement(".chosen");
        Assert.Contains(customer.Name, again.Find(".chosen").TextContent, StringComparison.Ordinal);
        Assert.True(again.Find(".reasons input").HasAttribute("checked"));
        Assert.Equal("写到一半", again.Find("#field-备注").GetAttribute("value"));
    }

    private async Task<IRenderedComponent<NewApplication>> OpenAsync()
    {
        await using (var db = Database.CreateDbContext())
        {
            await FirstReasons.AddAsync(db, Given.Now);
        }

        SignIn(As.In(await Database.SaveAsync(Given.User("孙磊")), Roles.RiskOperator));
        SetRendererInfo(new RendererInfo("Server", isInteractive: true));
        popovers = Render<MudPopoverProvider>();
        var page = Render<NewApplication>();
        page.WaitForElement("#field-客户名称");
        return page;
    }
}
