using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Forms;
using Microsoft.Extensions.DependencyInjection;
using WorkOrders.Customers;
using WorkOrders.Customers.Import;
using WorkOrders.Ui.Fields;

namespace WorkOrders.Tests.Customers.Import;

/// <summary>The page 导入客户.</summary>
public sealed class CustomerImportPageTests(TestDatabase database) : ComponentTest(database)
{
    private NavigationManager Navigator => Services.GetRequiredService<NavigationManager>();

    [Fact]
    public async Task A_file_is_uploaded_looked_at_imported_and_reported()
    {
        var leader = await CustomerImporting.PersonAsync(Database, "班长", Roles.TeamLeader);
        await Database.SaveAsync(Customer.Of(new() { Name = "页一", Phone = PhoneNumber.Parse("13899990001") }));
        SignIn(As.Leader(leader));
        using var file = CustomerImporting.File()
            .With(("客户名称", "页一"), ("客户电话", "13899990001"), ("地区", "华北"))
            .With(("客户名称", "页二"), ("客户电话", "13899990002"))
            .With(("客户名称", "页三"), ("客户电话", "x")).Build();
        Navigator.NavigateTo("/customers/import");
        var page = Render<CustomerImportPage>();
        await Task.Run(() => page.FindComponent<InputFile>().UploadFiles(InputFileContent.CreateFromBinary(file.ToArray(), "客户.xlsx")));
        Assert.Contains("/customers/import?id=", Navigator.Uri, StringComparison.Ordinal);

        page.WaitForAssertion(() => Assert.Contains("客户电话与客户 页一（编号", page.Markup, StringComparison.Ordinal));
        Assert.Contains("客户电话应为 5 至 19 位数字", page.Markup, StringComparison.Ordinal);
        Assert.Contains("138****0002", page.Markup, StringComparison.Ordinal);
        Assert.DoesNotContain("13899990002", page.Markup, StringComparison.Ordinal);
        Assert.Equal(["3", "1", "1", "1", "0"], page.FindAll(".import-counts dd").Select(d => d.TextContent));

        await page.InvokeAsync(() => page.FindComponent<RadioField>().Instance.ValueChanged.InvokeAsync(nameof(ExistingCustomers.Fill)));
        await page.ClickAsync("开始导入");
        page.WaitForAssertion(() => Assert.Contains("正在导入：0 / 2", page.Markup, StringComparison.Ordinal));
        await ActivatorUtilities.CreateInstance<ImportCustomers>(Services).RunAsync(default);
        await Clock.AdvanceUntilAsync(TimeSpan.FromSeconds(1), () => page.Markup.Contains("新建了 1 位客户，补全了 1 行，跳过了 0 行。", StringComparison.Ordinal));
        Assert.Contains("/customers/import/refused?id=", page.Find("a[download].button:not(.small)[href*=refused]").GetAttribute("href"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_running_import_is_stopped_and_goes_on()
    {
        var leader = await CustomerImporting.PersonAsync(Database, "班长", Roles.TeamLeader);
        SignIn(As.Leader(leader));
        var import = await new CustomerImporting(Database, Clock, leader).UploadAsync(CustomerImporting.File().With(("客户名称", "停一")));
        Navigator.NavigateTo($"/customers/import?id={import.Id}");
        var page = Render<CustomerImportPage>();
        await page.ClickAsync("开始导入");
        await page.ClickAsync("停止");
        page.WaitForAssertion(() => Assert.Contains("已停止：已导入的 0 行保留，还有 1 行没有导入。", page.Markup, StringComparison.Ordinal));
        await page.ClickAsync("继续");
        page.WaitForAssertion(() => Assert.Contains("正在导入", page.Markup, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Another_persons_import_is_not_shown()
    {
        var leader = await CustomerImporting.PersonAsync(Database, "班长", Roles.TeamLeader);
        var other = await CustomerImporting.PersonAsync(Database, "班长二", Roles.TeamLeader);
        var import = await new CustomerImporting(Database, Clock, other).UploadAsync(CustomerImporting.File().With(("客户名称", "别人一")));
        SignIn(As.Leader(leader));
        Navigator.NavigateTo($"/customers/import?id={import.Id}");
        var page = Render<CustomerImportPage>();
        page.WaitForAssertion(() => Assert.Contains("没有找到这次导入，或不是您上传的。", page.Markup, StringComparison.Ordinal));
        Assert.DoesNotContain("别人一", page.Markup, StringComparison.Ordinal);
    }
}
