using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using WorkOrders.Attachments;
using WorkOrders.Drafts;
using WorkOrders.Files;
using WorkOrders.Tests.Drafts;

namespace WorkOrders.Tests.Files;

public sealed class FileUploadTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    private static readonly FileUses Uses = new([new OrderFileUse(), new DraftFileUse()]);
    private readonly FakeTimeProvider clock = Given.Clock();

    [Fact]
    public async Task A_file_is_stored_with_what_its_content_says()
    {
        var store = new MemoryFileStore(clock);
        var file = await TakeAsync(store, Samples.Png, "照片.PNG", await LiAsync());
        Assert.Equal((FileKind.Png, Samples.Png.Length, "照片.PNG"), (file.Kind, (int)file.Size, file.Name.Unmask()));
        Assert.Equal(Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(Samples.Png)), file.Sha256);
        await using var content = await store.OpenAsync(file.Key);
        Assert.Equal(Samples.Png.Length, content!.Length);
    }

    [Theory]
    [InlineData(nameof(Samples.Zip), "合同.pdf", "文件“{0}”的内容不是 {1}，或文件已损坏")]
    [InlineData(nameof(Samples.Exe), "照片.png", "文件“{0}”的内容不是 {1}，或文件已损坏")]
    [InlineData(nameof(Samples.Docm), "说明.docx", "文件“{0}”含有宏，不能上传；请另存为不含宏的文件")]
    [InlineData(nameof(Samples.Docx), "说明.xlsx", "文件“{0}”的内容不是 {1}，或文件已损坏")]
    [InlineData(nameof(Samples.Png), "照片.gif", "文件“{0}”的类型不能上传，可以上传：{1}")]
    [InlineData(nameof(Samples.Png), "照片.8", "文件“{0}”的类型不能上传，可以上传：{1}")]
    [InlineData(nameof(Samples.Pdf), "合同", "文件“{0}”的类型不能上传，可以上传：{1}")]
    public async Task A_refusal_names_the_file_and_leaves_nothing(string sample, string name, string key)
    {
        var store = new MemoryFileStore(clock);
        var content = (byte[])typeof(Samples).GetProperty(sample)!.GetValue(null)!;
        var result = await Upload(store).TakeAsync(new MemoryStream(content), name, FileKinds.All, await LiAsync());
        Refused(result.Outcome, key);
        Assert.Equal(name, result.Outcome.Arguments[0]);
        Assert.Empty(store.List());
    }

    [Fact]
    public async Task What_can_hurt_is_told_and_leaves_nothing()
    {
        var store = new MemoryFileStore(clock);
        byte[] pdf = [.. "%PDF-1.7\n1 0 obj<</OpenAction<</S/Launch>>>>endobj\n"u8, .. Samples.Pdf];
        var result = await Upload(store).TakeAsync(new MemoryStream(pdf), "合同.pdf", FileKinds.All, await LiAsync());
        Refused(result.Outcome, "PDF 里有脚本、启动程序的动作或嵌入的文件（{0}），请去掉后再上传", "/Launch");
        Assert.Empty(store.List());
    }

    [Fact]
    public async Task A_file_waits_for_its_check_and_is_given_up_when_its_uploader_leaves()
    {
        using var checks = new UploadChecks(clock);
        var li = await LiAsync();
        var end = new TaskCompletionSource();
        var other = checks.RunAsync(UploadKind.File, li, async _ =>
        {
            await end.Task;
            return Outcome.Done;
        });
        var store = new MemoryFileStore(clock);
        var upload = new FileUpload(store, database.Factory, Uses, checks, clock);
        using var gone = new CancellationTokenSource();
        var left = upload.TakeAsync(new MemoryStream(Samples.Png), "1.png", FileKinds.All, li, gone.Token);
        var kept = upload.TakeAsync(new MemoryStream(Samples.Png), "2.png", FileKinds.All, li);
        await gone.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => left);
        Assert.False(kept.IsCompleted);
        end.SetResult();
        Done((await other).Outcome);
        Done((await kept).Outcome);
        Assert.Single(store.List());
    }

    [Fact]
    public async Task A_caller_may_allow_less()
    {
        var result = await Upload(new MemoryFileStore(clock)).TakeAsync(new MemoryStream(Samples.Png), "照片.png", FileKinds.Documents, await LiAsync());
        Refused(result.Outcome, "文件“{0}”的类型不能上传，可以上传：{1}", "照片.png", "pdf doc docx xls xlsx");
    }

    [Fact]
    public async Task Ten_megabytes_are_the_limit()
    {
        Done(await OfAsync(StoredFile.MaxSize - 1));
        Done(await OfAsync(StoredFile.MaxSize));
        Refused(await OfAsync(StoredFile.MaxSize + 1), "文件“{0}”超过 {1} MB", "大.jpg", 10L);

        async Task<Outcome> OfAsync(long size)
        {
            var jpg = new byte[size];
            Samples.Jpg.CopyTo(jpg, 0);
            return (await Upload(new MemoryFileStore(clock)).TakeAsync(new MemoryStream(jpg), "大.jpg", FileKinds.All, await LiAsync())).Outcome;
        }
    }

    [Fact]
    public async Task Of_a_stream_without_end_no_more_than_the_limit_is_read()
    {
        await using var endless = new Endless();
        var result = await Upload(new MemoryFileStore(clock)).TakeAsync(endless, "大.wav", FileKinds.All, await LiAsync());
        Refused(result.Outcome, "文件“{0}”超过 {1} MB");
        Assert.InRange(endless.Taken, StoredFile.MaxSize, StoredFile.MaxSize + (128 * 1024));
    }

    [Fact]
    public async Task An_empty_file_is_told()
    {
        var result = await Upload(new MemoryFileStore(clock)).TakeAsync(new MemoryStream([]), "空.pdf", FileKinds.All, await LiAsync());
        Refused(result.Outcome, "文件“{0}”是空的");
    }

    [Fact]
    public async Task The_clean_up_takes_what_nothing_refers_to_and_contents_without_a_file_after_a_day()
    {
        var store = new MemoryFileStore(clock);
        var li = await database.SaveAsync(Given.User("李雷"));
        WorkOrder order = Given.WorkOrder().HandledBy(li);
        await database.SaveAsync(order);
        var (unused, attached, inDraft) = (await TakeAsync(store, Samples.Png, "1.png", As.Agent(li)), await TakeAsync(store, Samples.Png, "2.png", As.Agent(li)), await TakeAsync(store, Samples.Png, "3.png", As.Agent(li)));
        await database.Factory.AttachAsync(order.Number, [attached.Key], As.Agent(li), Given.Now);
        await database.Factory.KeepFollowUpAsync(order, null, As.Agent(li), Given.Now, files: inDraft.Key);
        await store.PutAsync("forphan", new MemoryStream([1]));
        clock.Advance(TimeSpan.FromHours(23));
        var young = await TakeAsync(store, Samples.Png, "4.png", As.Agent(li));
        Assert.Equal(0, await CleanUpAsync(store));
        clock.Advance(TimeSpan.FromHours(2));
        Assert.InRange(await CleanUpAsync(store), 2, 100);
        Assert.Equal(new[] { attached.Key, inDraft.Key, young.Key }.Order(), store.List().Select(f => f.Name).Order());
        Assert.Equal(0, await CleanUpAsync(store));
        Assert.False(await database.ReadAsync(db => db.StoredFiles.AnyAsync(f => f.Key == unused.Key)));
    }

    [Fact]
    public async Task A_draft_that_nobody_touched_for_thirty_days_goes_and_its_file_after_it()
    {
        var store = new MemoryFileStore(clock);
        var li = await database.SaveAsync(Given.User("李雷"));
        var me = As.Agent(li);
        WorkOrder order = Given.WorkOrder().HandledBy(li);
        await database.SaveAsync(order);
        var file = await TakeAsync(store, Samples.Png, "草稿.png", me);
        await database.Factory.KeepFollowUpAsync(order, null, me, clock.GetUtcNow(), files: file.Key);
        clock.Advance(ClearDrafts.Kept);
        Assert.Equal(0, await new ClearDrafts(database, clock).RunAsync(default));
        clock.Advance(TimeSpan.FromMinutes(1));
        Assert.InRange(await new ClearDrafts(database, clock).RunAsync(default), 1, 100);
        Assert.False(await database.ReadAsync(db => db.Drafts.AnyAsync(d => d.Key == order.Number)));
        await CleanUpAsync(store);
        Assert.Empty(store.List());
    }

    [Fact]
    public async Task Who_saves_nothing_can_upload_a_hundred_and_no_more_until_one_is_saved_or_cleared_away()
    {
        var store = new MemoryFileStore(clock);
        var li = await database.SaveAsync(Given.User("李雷"));
        WorkOrder order = Given.WorkOrder().HandledBy(li);
        await database.SaveAsync(order);
        var me = As.Agent(li);
        var draft = await TakeAsync(store, Samples.Png, "草稿.png", me);
        await database.Factory.KeepFollowUpAsync(order, null, me, Given.Now, files: draft.Key);
        var first = await TakeAsync(store, Samples.Png, "1.png", me);
        await using (var db = database.CreateDbContext())
        {
            db.AddRange(Enumerable.Range(2, FileUpload.MostUnsaved - 2).Select(i => new StoredFile(StoredFile.NewKey(), FileName.Clean($"{i}.png"), FileKind.Png, 1, "", me, Given.Now)));
            await db.SaveChangesAsync();
        }

        var full = await Upload(store).TakeAsync(new MemoryStream(Samples.Png), "一百零一.png", FileKinds.All, me);
        Refused(full.Outcome, "您有 {0} 个上传的文件还没有保存到记录里，请先保存；没有用到的一天后自动清除", FileUpload.MostUnsaved);
        Assert.Equal(2, store.List().Count());
        await TakeAsync(store, Samples.Png, "别人的.png", await LiAsync());
        await database.Factory.AttachAsync(order.Number, [first.Key], me, Given.Now);
        await TakeAsync(store, Samples.Png, "一百.png", me);
    }

    [Fact]
    public async Task The_disk_has_a_whole_file_or_none_and_no_name_leads_elsewhere()
    {
        var root = Directory.CreateTempSubdirectory("files").FullName;
        var store = new DiskFileStore(Options.Create(new FilesOptions { Path = root }), new Microsoft.Extensions.Hosting.Internal.HostingEnvironment { ContentRootPath = root }, clock);
        await store.PutAsync("fabc", new MemoryStream(Samples.Png));
        await Assert.ThrowsAsync<IOException>(() => store.PutAsync("fabd", new Endless(failsAfter: 200_000)));
        Assert.Equal(("fabc", Given.Now), Assert.Single(store.List()));
        await using (var content = await store.OpenAsync("fabc"))
        {
            Assert.True(content!.CanSeek);
        }

        foreach (var name in new[] { "../../x", "/etc/passwd", "f..x", "a" })
        {
            await Assert.ThrowsAsync<ArgumentException>(() => store.OpenAsync(name));
        }

        await store.DeleteAsync("fabc");
        await store.DeleteAsync("fabc");
        Assert.Empty(store.List());
        Directory.Delete(root, recursive: true);
    }

    private async Task<CurrentUser> LiAsync() => As.Agent(await database.SaveAsync(Given.User("李雷")));

    private FileUpload Upload(IFileStore store) => new(store, database.Factory, Uses, TestUploads.Checks, clock);

    private Task<int> CleanUpAsync(IFileStore store) =>
        new CleanUpFiles(database.Factory, store, Uses, Options.Create(new FilesOptions()), clock).RunAsync(CancellationToken.None);

    private async Task<StoredFile> TakeAsync(IFileStore store, byte[] content, string name, CurrentUser me)
    {
        var result = await Upload(store).TakeAsync(new MemoryStream(content), name, FileKinds.All, me);
        Done(result.Outcome);
        return result.File!;
    }

    private sealed class Endless(long failsAfter = long.MaxValue) : Stream
    {
        public long Taken { get; private set; }

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => Taken; set => throw new NotSupportedException(); }

        public override int Read(byte[] buffer, int offset, int count)
        {
            Taken += count;
            return Taken > failsAfter ? throw new IOException("The line broke.") : count;
        }

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
