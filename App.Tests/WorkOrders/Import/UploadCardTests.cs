using System.IO.Compression;
using Microsoft.AspNetCore.Components.Forms;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using WorkOrders.Files;
using WorkOrders.Import;
using WorkOrders.Import.Reading;
using WorkOrders.Taxonomy;

namespace WorkOrders.Tests.Import;

/// <summary>The card that takes a workbook.</summary>
public sealed class UploadCardTests(TestDatabase database) : ComponentTest(database)
{
    [Fact]
    public async Task Who_waits_for_the_check_is_told_and_whoever_leaves_the_page_has_given_it_up()
    {
        var li = await Database.SaveAsync(Given.User("李雷"));
        SignIn(As.Agent(li));
        var checks = Services.GetRequiredService<UploadChecks>();
        var end = new TaskCompletionSource();
        var others = Task.WhenAll(new[] { -1, -2 }.Select(person => checks.RunAsync(UploadKind.Workbook, Person(person), async _ =>
        {
            await end.Task;
            return Outcome.Done;
        })));
        var lists = await Services.GetRequiredService<OrderListsCache>().GetAsync();
        using var file = new UploadFile(BatchTemplate.MarkOf(lists)).With(("客户电话", "13800000021")).Build();

        var card = Render<UploadCard>();
        var uploading = UploadAsync(card, file.ToArray());
        await card.WaitForAssertionAsync(() => Assert.StartsWith("别的文件正在检查，请稍候…", card.Find("[role=status]").TextContent, StringComparison.Ordinal));
        await DisposeComponentsAsync();
        end.SetResult();
        await others;
        await uploading;

        // The same person's next check would wait for this one.
        Done((await checks.RunAsync(UploadKind.Workbook, As.Agent(li), _ => Task.FromResult(Outcome.Done))).Outcome);
        Assert.False(await Database.ReadAsync(db => db.Set<OrderImport>().AnyAsync(i => i.OwnerId == li.Id)));
    }

    [Fact]
    public async Task A_check_that_runs_ends_when_the_person_leaves_the_page()
    {
        var li = await Database.SaveAsync(Given.User("李雷"));
        SignIn(As.Agent(li));
        using var clock = new GateClock(Clock);
        Services.AddScoped(services => ActivatorUtilities.CreateInstance<ImportUpload>(services, clock));
        var checks = Services.GetRequiredService<UploadChecks>();
        var lists = await Services.GetRequiredService<OrderListsCache>().GetAsync();
        using var file = new UploadFile(BatchTemplate.MarkOf(lists)).With(("客户电话", "13800000022")).Build();

        var card = Render<UploadCard>();
        var uploading = UploadAsync(card, file.ToArray());
        await clock.Reached;
        await DisposeComponentsAsync();
        clock.Open();
        await uploading;

        Done((await checks.RunAsync(UploadKind.Workbook, As.Agent(li), _ => Task.FromResult(Outcome.Done))).Outcome);
        Assert.False(await Database.ReadAsync(db => db.Set<OrderImport>().AnyAsync(i => i.OwnerId == li.Id)));
    }

    [Fact]
    public async Task A_refused_file_is_told_with_its_name()
    {
        SignIn(As.Agent(await Database.SaveAsync(Given.User("李雷"))));
        var card = Render<UploadCard>();
        using var hurting = new UploadFile(null).Build();
        using (var zip = new ZipArchive(hurting, ZipArchiveMode.Update, leaveOpen: true))
        {
            UploadFile.Add(zip, "xl/embeddings/a.bin", "x");
        }

        await UploadAsync(card, hurting.ToArray());
        Assert.Equal("工单.xlsx：文件里嵌有别的文件（xl/embeddings/a.bin），请删去后再上传", card.Find("[role=alert]").TextContent);
    }

    // bUnit holds the thread until the upload has ended.
    private static Task UploadAsync(IRenderedComponent<UploadCard> card, byte[] file) =>
        Task.Run(() => card.FindComponent<InputFile>().UploadFiles(InputFileContent.CreateFromBinary(file, "工单.xlsx")));

    /// <summary>Holds the check when it has asked for the time twice before and has read the first rows.</summary>
    private sealed class GateClock(TimeProvider time) : TimeProvider, IDisposable
    {
        private readonly TaskCompletionSource reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly ManualResetEventSlim gate = new();
        private int asked;

        public Task Reached => reached.Task;

        public void Open() => gate.Set();

        public void Dispose() => gate.Dispose();

        public override DateTimeOffset GetUtcNow()
        {
            if (++asked == 3)
            {
                reached.SetResult();
                gate.Wait();
            }

            return time.GetUtcNow();
        }
    }

    private static CurrentUser Person(int id) => new(id, "", new HashSet<string>(StringComparer.Ordinal), null);
}
