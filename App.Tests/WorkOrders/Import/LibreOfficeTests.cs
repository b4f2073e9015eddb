using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Localization;
using WorkOrders.Demo;
using WorkOrders.Desk.Filters;
using WorkOrders.Desk.Table;
using WorkOrders.Desk.Views;
using WorkOrders.Export;
using WorkOrders.Import.Reading;
using WorkOrders.Shared.People;
using WorkOrders.Taxonomy;

namespace WorkOrders.Tests.Import;

/// <summary>LibreOffice, which <c>./setup.sh --tests</c> installs, opens what the application writes.</summary>
public sealed class LibreOfficeTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    private static readonly IStringLocalizer<Text> Words =
        new ServiceCollection().AddLogging().AddLocalization().BuildServiceProvider().GetRequiredService<IStringLocalizer<Text>>();

    [Fact]
    public async Task An_export_the_template_and_refused_rows_open_with_what_was_written()
    {
        var clock = Given.Clock();
        var li = await database.SaveAsync(Given.User());
        WorkOrder order = Given.WorkOrder().HandledBy(li)
            .With(f => f with { ContractNo = "00012345678901234567", ApplyNo = "=1+1", CustomerName = "王\"<&>" });
        string[] columns = ["number", "contract", "apply", "name", "phone", "created"];
        var layout = $$"""{"Columns":[{{string.Join(',', columns.Select(k => $$"""{"Key":"{{k}}","Width":100}"""))}}],"Panel":500}""";
        await database.SaveAsync(order, new UserPreference(li.Id, DeskLayout.PreferenceKey, layout));
        await using (var db = database.CreateDbContext())
        {
            await DemoTaxonomy.AddAsync(db);
        }

        var lists = new OrderListsCache(database, TestCache.On(TimeProvider.System));
        var known = await lists.GetAsync();
        using var upload = new UploadFile(BatchTemplate.MarkOf(known)).With(("客户电话", "12"), ("合同编号", "000123"), ("问题类型", "投诉"), ("描述", "-1 元")).Build();
        var (import, outcome) = await new ImportUpload(database, lists, TestUploads.Checks, TestLookUps.On(database, clock), clock).ReadAsync(upload, "工单.xlsx", As.Agent(li));
        Done(outcome);

        using var folder = new Folder();
        await folder.WriteAsync("export", to => new OrderExport(database, new DeskDirectory(database, TestCache.On(clock)), TestAccess.On(database, clock), clock, Words)
            .WriteAsync(to, new WorkOrderFilter { View = DeskView.Created }, [], As.Agent(li), found: null, default));
        await folder.WriteAsync("template", to => to.WriteAsync(new TemplateFile(known).Write()).AsTask());
        await folder.WriteAsync("refused", to => new RefusedRows(database, lists, TestAccess.On(database, clock), Words).WriteAsync(to, import!, As.Agent(li), default));
        await folder.ConvertAsync();

        Assert.Equal($"{order.Number},00012345678901234567,'=1+1,\"王\"\"<&>\",{Given.MaskedPhone},2026-11-20 14:00:00", folder.Lines("export")[1]);
        Assert.Equal([string.Join(',', BatchTemplate.Columns.Select(c => c.Title))], folder.Lines("template"));
        var refused = folder.Lines("refused");
        Assert.Equal(string.Join(',', [.. BatchTemplate.Columns.Select(c => c.Title), BatchTemplate.ReasonColumn]), refused[0]);
        Assert.StartsWith(",000123,,,12,,,,,投诉,,,,'-1 元,", refused[1], StringComparison.Ordinal);
        Assert.Contains("客户电话", refused[1], StringComparison.Ordinal);
    }

    /// <summary>A folder of workbooks and of the LibreOffice that reads them.</summary>
    private sealed class Folder : IDisposable
    {
        private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("libreoffice");

        public void Dispose() => folder.Delete(recursive: true);

        public async Task WriteAsync(string name, Func<Stream, Task> write)
        {
            await using var file = File.Create(Path.Combine(folder.FullName, name + ".xlsx"));
            await write(file);
        }

        /// <summary>Writes the first sheet of each workbook as CSV, all by one start.</summary>
        public async Task ConvertAsync()
        {
            using var timeout = new CancellationTokenSource(TimeSpan.FromMinutes(3));
            using var office = Process.Start(new ProcessStartInfo("soffice",
            [
                $"-env:UserInstallation=file://{folder.FullName}/profile", "--headless", "--convert-to", "csv:Text - txt - csv (StarCalc):44,34,76",
                "--outdir", folder.FullName,
                .. folder.GetFiles("*.xlsx").Select(f => f.FullName),
            ]) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false })!;
            try
            {
                var said = await Task.WhenAll(office.StandardOutput.ReadToEndAsync(timeout.Token), office.StandardError.ReadToEndAsync(timeout.Token));
                await office.WaitForExitAsync(timeout.Token);
                Assert.True(office.ExitCode == 0, string.Concat(said));
            }
            finally
            {
                office.Kill(entireProcessTree: true);
            }
        }

        public string[] Lines(string name) => File.ReadAllLines(Path.Combine(folder.FullName, name + ".csv"));
    }
}
