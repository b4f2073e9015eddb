using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using MudBlazor;
using WorkOrders.Customers;
using WorkOrders.Customers.Profile.Form;
using WorkOrders.Drafts;
using WorkOrders.LookUps;
using WorkOrders.Shared.People;
using WorkOrders.Tests.Drafts;

namespace WorkOrders.Tests.Customers.Profile;

/// <summary>The form of a customer, as an account manager fills it in.</summary>
public sealed class CustomerFormTests(TestDatabase database) : ComponentTest(database)
{
    private IRenderedComponent<MudPopoverProvider> popovers = null!;
    private User feng = null!;

    private NavigationManager Navigator => Services.GetRequiredService<NavigationManager>();

    [Fact]
    public async Task A_customer_is_created_and_owned_by_who_creates_it()
    {
        var page = await OpenAsync();
        var name = "新客户" + Given.Next();
        await TypeAsync(page, "客户名称", name);
        await TypeAsync(page, "客户电话", Typed.Phone());
        await page.OnAsync("form", e => e.SubmitAsync());
        page.WaitForAssertion(() => Assert.Matches("/customers/[0-9]+$", Navigator.Uri));
        var saved = await Database.ReadAsync(db => db.Customers.SingleAsync(c => c.Name == name));
        Assert.Equal((feng.Id, CustomerType.Individual, CustomerStatus.Active), (saved.OwnerId!.Value, saved.Type, saved.Status));
        Assert.Contains(Toasts, toast => toast.Text == $"客户 {name} 已保存");
    }

    [Fact]
    public async Task Another_spelling_of_an_enterprise_is_told_in_place_and_refused()
    {
        var name = "北京（诚达）汽车" + Given.Next();
        var page = await OpenAsync();
        var known = await OwnedAsync(new CustomerValues { Name = name, Type = CustomerType.Enterprise });
        await page.ChooseAsync(popovers, "客户类型", "企业");
        foreach (var spelling in new[] { name, name.Insert(2, " "), name.Replace('（', '(').Replace('）', ')'), name + "\u200b", "\u3000" + name })
        {
            await TypeAsync(page, "客户名称", spelling);
            page.WaitForAssertion(() => Assert.Equal($"/customers/{known.Id}", page.Find(".message.warning a").GetAttribute("href")));
            await page.OnAsync("form", e => e.SubmitAsync());
            page.WaitForAssertion(() => Assert.Contains("没有保存：客户名称已经是客户", page.Markup, StringComparison.Ordinal));
        }

        Assert.Equal(1, await Database.ReadAsync(db => db.Customers.CountAsync(c => c.NameKey == ComparisonForm.OfName(name))));
    }

    [Theory]
    [InlineData("客户电话", "12", "客户电话应为 5 至 19 位数字，可带区号、空格或连字符")]
    [InlineData("身份证号", "110105194912310021", "身份证号的校验位不对，请核对后重新填写")]
    [InlineData("邮箱", "name@", "邮箱应为一个邮箱地址，例如 name@example.cn")]
    public async Task A_wrong_identifier_is_explained_as_soon_as_the_field_is_left(string label, string text, string words)
    {
        var page = await OpenAsync();
        await TypeAsync(page, label, text);
        page.WaitForAssertion(() => Assert.Equal(words, page.Find($"#field-{label}-error").TextContent.Trim()));
        Assert.Empty(page.FindAll(".message.error"));
        await page.OnAsync("form", e => e.SubmitAsync());
        page.WaitForAssertion(() => Assert.Contains("有 2 处需要修改", page.Find(".message.error").TextContent, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_number_of_somebody_elses_customer_is_told_without_a_name_and_counts_as_a_look_up()
    {
        var page = await OpenAsync();
        var other = await Database.ManagerAsync("蒋丽");
        var theirs = await Database.SaveAsync(Customer.Of(new() { Name = "别人的客户" + Given.Next(), Phone = PhoneNumber.Parse(Typed.Phone()), OwnerId = other.Id }));
        await TypeAsync(page, "客户电话", theirs.Phone!.Unmask());
        page.WaitForAssertion(() => Assert.Contains("另一位客户，您无权查看", page.Find(".message.warning").TextContent, StringComparison.Ordinal));
        Assert.DoesNotContain(theirs.Name, page.Markup, StringComparison.Ordinal);
        var counted = await Database.ReadAsync(db => db.LookUps.SingleAsync(l => l.UserId == feng.Id));
        Assert.Equal((LookUpPlace.NewCustomer, (bool?)true), (counted.Place, counted.Found));
    }

    [Fact]
    public async Task Another_person_of_one_name_is_saved_when_the_user_says_so()
    {
        var name = "王芳" + Given.Next();
        var page = await OpenAsync();
        var known = await OwnedAsync(new CustomerValues { Name = name });
        await TypeAsync(page, "客户名称", name.Insert(1, " "));
        await page.OnAsync("form", e => e.SubmitAsync());
        page.WaitForAssertion(() => Assert.Contains($"/customers/{known.Id}", page.Find("div.message.warning").InnerHtml, StringComparison.Ordinal));
        await page.ClickAsync("另一个人");
        page.WaitForAssertion(() => Assert.Matches("/customers/[0-9]+$", Navigator.Uri));
        Assert.Equal(2, await Database.ReadAsync(db => db.Customers.CountAsync(c => c.NameKey == ComparisonForm.OfName(name))));
    }

    [Fact]
    public async Task A_mask_that_is_not_touched_keeps_its_number()
    {
        feng = await Database.ManagerAsync();
        var customer = await OwnedAsync(new CustomerValues { Name = "遮住" + Given.Next(), Phone = PhoneNumber.Parse(Typed.Phone()), IdNumber = Given.SomeId() });
        var page = await OpenAsync(customer.Id);
        Assert.Equal(customer.Phone!.Masked, page.Field("客户电话").GetAttribute("value"));
        Assert.DoesNotContain(customer.Phone.Unmask(), page.Markup, StringComparison.Ordinal);
        await TypeAsync(page, "地区", "上海");
        await page.OnAsync("form", e => e.SubmitAsync());
        page.WaitForAssertion(() => Assert.EndsWith($"/customers/{customer.Id}", Navigator.Uri, StringComparison.Ordinal));
        var saved = await Database.ReadAsync(db => db.Customers.SingleAsync(c => c.Id == customer.Id));
        Assert.Equal((customer.Phone, customer.IdNumber, "上海"), (saved.Phone, saved.IdNumber, saved.Region));
        Assert.Empty(await Database.ReadAsync(db => db.LookUps.Where(l => l.UserId == feng.Id).ToListAsync()));
    }

    [Fact]
    public async Task The_ID_number_of_a_person_is_kept_while_the_type_changes_and_the_tax_id_goes_with_an_enterprise()
    {
        feng = await Database.ManagerAsync();
        var customer = await OwnedAsync(new CustomerValues { Name = "换类型" + Given.Next(), IdNumber = Given.SomeId() });
        var page = await OpenAsync(customer.Id);
        await page.ChooseAsync(popovers, "客户类型", "企业");
        page.WaitForAssertion(() => Assert.NotEmpty(page.FindAll("#field-企业税号")));
        Assert.Empty(page.FindAll("#field-身份证号"));
        await TypeAsync(page, "企业税号", "91350100M000100Y43");
        await page.ChooseAsync(popovers, "客户类型", "个人");
        page.WaitForAssertion(() => Assert.Equal(customer.IdNumber!.Masked, page.Field("身份证号").GetAttribute("value")));
        await page.OnAsync("form", e => e.SubmitAsync());
        page.WaitForAssertion(() => Assert.EndsWith($"/customers/{customer.Id}", Navigator.Uri, StringComparison.Ordinal));
        var saved = await Database.ReadAsync(db => db.Customers.SingleAsync(c => c.Id == customer.Id));
        Assert.Equal((customer.IdNumber, (string?)null), (saved.IdNumber, saved.TaxId));
    }

    [Fact]
    public async Task Another_managers_customer_is_not_found()
    {
        var other = await Database.ManagerAsync("蒋丽");
        var theirs = await Database.SaveAsync(Customer.Of(new() { Name = "别人的" + Given.Next(), OwnerId = other.Id }));
        var page = await OpenAsync(theirs.Id, waitFor: ".empty");
        Assert.Contains("没有找到记录，或您无权查看", page.Markup, StringComparison.Ordinal);
        Assert.DoesNotContain(theirs.Name, page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_id_of_an_alias_leads_to_the_survivor()
    {
        feng = await Database.ManagerAsync();
        var survivor = await OwnedAsync(new CustomerValues { Name = "留下" + Given.Next() });
        var alias = await OwnedAsync(new CustomerValues { Name = "并入" + Given.Next() });
        await using (var db = Database.CreateDbContext())
        {
            await db.Customers.Where(c => c.Id == alias.Id).ExecuteUpdateAsync(set => set.SetProperty(c => c.MergedIntoId, survivor.Id));
        }

        var page = await OpenAsync(alias.Id, waitFor: "h1");
        page.WaitForAssertion(() => Assert.EndsWith($"/customers/{survivor.Id}/edit", Navigator.Uri, StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_is_typed_is_kept_as_a_draft_and_comes_back()
    {
        var script = JSInterop.SetupModule("./js/drafts.js");
        script.Mode = JSRuntimeMode.Loose;
        script.Setup<string?>("windowId").SetResult(KeptDraft.Window);
        var page = await OpenAsync();
        var name = "草稿客户" + Given.Next();
        await TypeAsync(page, "客户名称", name);
        await Clock.AdvanceUntilAsync(TimeSpan.FromSeconds(5), () => page.Markup.Contains("草稿已保存", StringComparison.Ordinal));
        var draft = await Database.ReadAsync(db => db.Drafts.SingleAsync(d => d.UserId == feng.Id));
        Assert.Equal(CustomerDraft.Kind.Code, draft.Form);
        Assert.Contains(name, draft.Body, StringComparison.Ordinal);
        await page.OnAsync("form", e => e.SubmitAsync());
        page.WaitForAssertion(() => Assert.Matches("/customers/[0-9]+$", Navigator.Uri));
        Assert.False(await Database.ReadAsync(db => db.Drafts.AnyAsync(d => d.UserId == feng.Id)));
    }

    [Fact]
    public async Task After_a_pause_what_was_typed_is_there_again()
    {
        feng = await Database.ManagerAsync();
        var customer = await OwnedAsync(new CustomerValues { Name = "暂停" + Given.Next(), Phone = PhoneNumber.Parse(Typed.Phone()) });
        var page = await OpenAsync(customer.Id);
        await TypeAsync(page, "行业", "写到一半");
        await PersistAsync();
        await DisposeComponentsAsync();
        popovers = Render<MudPopoverProvider>();
        var again = Render<EditCustomer>(p => p.Add(f => f.Id, customer.Id));
        again.WaitForAssertion(() => Assert.Contains(again.FindAll("input"), input => input.GetAttribute("value") == "写到一半"));
        Assert.Equal(customer.Phone!.Masked, again.Field("客户电话").GetAttribute("value"));
    }

    [Fact]
    public async Task Two_people_who_change_one_field_choose()
    {
        feng = await Database.ManagerAsync();
        var customer = await OwnedAsync(new CustomerValues { Name = "冲突" + Given.Next(), Region = "北京" });
        var page = await OpenAsync(customer.Id);
        await TypeAsync(page, "地区", "上海");
        await using (var db = Database.CreateDbContext())
        {
            var theirs = await db.Customers.SingleAsync(c => c.Id == customer.Id);
            Done(theirs.Change(theirs.Values with { Region = "天津" }, As.Leader(feng), Given.Now));
            await db.SaveChangesAsync();
        }

        await page.OnAsync("form", e => e.SubmitAsync());
        page.WaitForAssertion(() => Assert.Contains("别人刚刚保存了这位客户", page.Markup, StringComparison.Ordinal));
        await page.ClickAsync("全部用我的");
        await page.ClickAsync("按所选保存");
        page.WaitForAssertion(() => Assert.EndsWith($"/customers/{customer.Id}", Navigator.Uri, StringComparison.Ordinal));
        Assert.Equal("上海", await Database.ReadAsync(db => db.Customers.Where(c => c.Id == customer.Id).Select(c => c.Region).SingleAsync()));
    }

    private static Task TypeAsync(IRenderedComponent<EditCustomer> page, string label, string text) =>
        page.InvokeAsync(() => page.Field(label).ChangeAsync(new ChangeEventArgs { Value = text }));

    private Task<Customer> OwnedAsync(CustomerValues values) => Database.SaveAsync(Customer.Of(values with { OwnerId = feng.Id }));

    private async Task<IRenderedComponent<EditCustomer>> OpenAsync(int? id = null, string waitFor = "form")
    {
        feng ??= await Database.ManagerAsync();
        SignIn(Typed.Manager(feng));
        popovers = Render<MudPopoverProvider>();
        var page = Render<EditCustomer>(p => p.Add(f => f.Id, id));
        page.WaitForElement(waitFor);
        return page;
    }
}
