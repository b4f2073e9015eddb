using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using WorkOrders.Attachments;
using WorkOrders.Database;
using WorkOrders.Files;
using WorkOrders.Files.Field;
using WorkOrders.Shared.People;
using WorkOrders.Tests.Files;

namespace WorkOrders.Tests.Attachments;

public sealed class AttachmentTabTests(TestDatabase database) : ComponentTest(database)
{
    [Fact]
    public async Task Two_uploads_that_end_at_the_same_time_are_both_attached()
    {
        var (order, li) = await OrderAsync();
        var (a, b) = (await UploadAsync(li, "a.png"), await UploadAsync(li, "b.png"));
        var save = new HeldSave(1);
        var field = await ShowAsync(order, li, new InterceptedFactory(Database, save));
        var first = EndAsync(field, 1, a);
        await save.Reached;
        var second = EndAsync(field, 2, b);
        save.Release();
        await Task.WhenAll(first, second);
        Assert.Equal([a.Id, b.Id], await FilesAsync(order));
        Assert.All(Toasts, t => Assert.Equal("附件已添加", t.Text));
    }

    [Fact]
    public async Task An_attachment_that_could_not_be_saved_is_told()
    {
        var (order, li) = await OrderAsync();
        var a = await UploadAsync(li, "a.png");
        var field = await ShowAsync(order, li, new InterceptedFactory(Database, new FailingSave()));
        await EndAsync(field, 1, a);
        Assert.Contains("暂时无法保存", Tab(field).Find("[role=alert]").TextContent, StringComparison.Ordinal);
        Assert.Empty(Toasts);
        Assert.Empty(await FilesAsync(order));
    }

    [Fact]
    public async Task A_file_whose_save_failed_is_saved_by_a_retry()
    {
        var (order, li) = await OrderAsync();
        var a = await UploadAsync(li, "a.png");
        var save = new HeldSave(1);
        save.Fail();
        var field = await ShowAsync(order, li, new InterceptedFactory(Database, save));
        await EndAsync(field, 1, a);
        Assert.Empty(await FilesAsync(order));
        await field.Tab.ClickAsync("重试");
        Assert.Equal([a.Id], await FilesAsync(order));
        Assert.Empty(field.Tab.FindAll("[role=alert]"));
    }

    private static Task EndAsync((IRenderedComponent<AttachmentTab> Tab, FileField Field) shown, int id, StoredFile file) => shown.Tab.InvokeAsync(async () =>
    {
        Assert.True(shown.Field.Begin(id, file.Name.Masked, file.Size));
        await shown.Field.DoneAsync(id, file.Key);
    });

    private static IRenderedComponent<AttachmentTab> Tab((IRenderedComponent<AttachmentTab> Tab, FileField Field) shown) => shown.Tab;

    private async Task<(IRenderedComponent<AttachmentTab> Tab, FileField Field)> ShowAsync(WorkOrder order, User handler, IDbContextFactory<AppDb> factory)
    {
        Services.AddSingleton(factory);
        SignIn(As.Agent(handler));
        var tab = Render<AttachmentTab>(p => p.Add(t => t.Order, order));
        await tab.WaitForElementAsync(".empty");
        return (tab, tab.FindComponent<FileField>().Instance);
    }

    private async Task<StoredFile> UploadAsync(User uploader, string name)
    {
        var upload = new FileUpload(new MemoryFileStore(Clock), Database.Factory, new FileUses([new OrderFileUse()]), TestUploads.Checks, Clock);
        return (await upload.TakeAsync(new MemoryStream(Samples.Png), name, FileKinds.All, As.Agent(uploader))).File!;
    }

    private Task<List<long>> FilesAsync(WorkOrder order) =>
        Database.ReadAsync(db => db.Attachments.Where(a => a.WorkOrderId == order.Id).OrderBy(a => a.Id).Select(a => a.FileId).ToListAsync());

    private async Task<(WorkOrder Order, User Handler)> OrderAsync()
    {
        var li = await Database.SaveAsync(Given.User("李雷"));
        WorkOrder order = Given.WorkOrder().HandledBy(li);
        return (await Database.SaveAsync(order), li);
    }
}
