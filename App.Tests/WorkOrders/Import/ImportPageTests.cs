using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using WorkOrders.Demo;
using WorkOrders.Import;
using WorkOrders.Import.Reading;
using WorkOrders.Shared.People;
using WorkOrders.Taxonomy;
using WorkOrders.Tests.Transfers;

namespace WorkOrders.Tests.Import;

/// <summary>The page 批量建单.</summary>
public sealed class ImportPageTests(TestDatabase database) : ComponentTest(database)
{
    [Fact]
    public async Task The_preview_follows_an_import_of_the_same_content_and_promises_what_will_be_made()
    {
        await using (var db = Database.CreateDbContext())
        {
            await DemoTaxonomy.AddAsync(db);
        }

        var li = await Database.SaveAgentAsync("李雷");
        SignIn(As.Agent(li));
        var (first, second) = (await ReadAsync(li), await ReadAsync(li));
        Services.GetRequiredService<NavigationManager>().NavigateTo($"/work-orders/import?id={second.Id}");
        var page = Render<ImportPage>();
        page.WaitForAssertion(() => Assert.Equal("导入 2 行", Button(page)));

        // The other one begins; this one is refused and waits for it.
        Done(await Database.ReadAsync(db => db.StartAsync(first.Id, new ImportChoice(ImportHandler.Me, true), As.Agent(li), Clock.GetUtcNow())));
        await page.OnAsync(".form-actions .primary", e => e.ClickAsync());
        page.WaitForAssertion(() => Assert.Contains("正在导入，已建 0 张工单", page.Markup, StringComparison.Ordinal));
        Assert.DoesNotContain("再导入一次", page.Markup, StringComparison.Ordinal);

        await RunAsync();
        await Clock.AdvanceUntilAsync(TimeSpan.FromSeconds(1), () => page.Markup.Contains("跳过重复的 2 行", StringComparison.Ordinal));
        page.WaitForAssertion(() => Assert.Equal("导入 0 行", Button(page)));
        Assert.Contains("上传并导入（工单.xlsx），已建 2 张工单。", page.Markup, StringComparison.Ordinal);

        foreach (var label in new[] { "跳过重复的 2 行", "再导入一次" })
        {
            await page.InvokeAsync(() => page.FindAll("label").Single(l => l.TextContent.Trim() == label).QuerySelector("input")!.ChangeAsync(label == "再导入一次"));
        }

        Assert.Equal("导入 2 行", Button(page));
        await page.OnAsync(".form-actions .primary", e => e.ClickAsync());
        page.WaitForAssertion(() => Assert.Contains("正在建单", page.Markup, StringComparison.Ordinal));
        Assert.Equal(2, await RunAsync());
    }

    private Task<int> RunAsync() => ActivatorUtilities.CreateInstance<ImportOrders>(Services).RunAsync(default);

    private static string Button(IRenderedComponent<ImportPage> page) => page.Find(".form-actions .primary").TextContent;

    private async Task<OrderImport> ReadAsync(User li)
    {
        var lists = await Services.GetRequiredService<OrderListsCache>().GetAsync();
        using var file = new UploadFile(BatchTemplate.MarkOf(lists))
            .With(("客户电话", "13866600001"), ("问题类型", "投诉")).With(("客户电话", "13866600002"), ("问题类型", "投诉")).Build();
        var (import, outcome) = await Services.GetRequiredService<ImportUpload>().ReadAsync(file, "工单.xlsx", As.Agent(li));
        Done(outcome);
        return import!;
    }
}
