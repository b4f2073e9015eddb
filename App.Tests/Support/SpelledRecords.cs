using System.Net.Http.Headers;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using WorkOrders.Import;
using WorkOrders.Import.Reading;
using WorkOrders.Taxonomy;
using WorkOrders.Tests.Drafts;
using WorkOrders.Tests.Files;

namespace WorkOrders.Tests.Support;

/// <summary>Records of every kind whose texts, names and file names hold numbers in every spelling, entered as people enter them.</summary>
internal sealed record SpelledRecords(string Number, string FileId, long ApplicationId, int CustomerId, OrderImport Import)
{
    // Several numbers in each file name.
    private const int NameLength = 180;

    /// <summary>Adds them through the API, the import and the forms' own commands; the order is agent1's.</summary>
    public static async Task<SpelledRecords> AddAsync(AppFixture app)
    {
        var number = await AddOrderAsync(app);
        var fileId = await FollowUpAsync(app, number);
        var (application, customer) = await ApplyAsync(app);
        await using var db = await app.Factory.CreateDbContextAsync();
        var agent = As.Agent(await db.Users.SingleAsync(u => u.UserName == "agent1"));
        await app.Factory.KeepOrderAsync(
            new() { CustomerName = NumberSpellings.Texts(100)[0], Description = NumberSpellings.Texts(2000)[0] }, agent, TestTime.Now.GetUtcNow());
        return new SpelledRecords(number, fileId, application, customer, await ImportAsync(app, agent));
    }

    /// <summary>The file as sent to /files/upload.</summary>
    public static async Task<JsonElement> UploadAsync(HttpClient client, string name)
    {
        using var form = new MultipartFormDataContent();
        using var part = new ByteArrayContent(Samples.Pdf);
        part.Headers.ContentType = new MediaTypeHeaderValue("application/pdf");
        form.Add(part, "file", name);
        var reply = await client.SendAsync("POST", "files/upload", form);
        Assert.Equal((200, "上传成功"), (reply.Code, reply.Message));
        return reply.Data;
    }

    private static async Task<string> AddOrderAsync(AppFixture app)
    {
        await using var db = await app.Factory.CreateDbContextAsync();
        var agent = await db.Users.SingleAsync(u => u.UserName == "agent1");
        var names = NumberSpellings.Texts(100);
        WorkOrder order = Given.WorkOrder().HandledBy(agent).At(TestTime.Now.GetUtcNow()).With(f => f with
        {
            Description = FreeText.Parse(Assert.Single(NumberSpellings.Texts(2000))),
            CustomerName = names[0],
            Solution = NumberSpellings.Texts(200)[1],
            CustomerPhone = PhoneNumber.Parse("13700137000"),
        });
        db.Add(order);
        await db.SaveChangesAsync();
        return order.Number;
    }

    private static async Task<string> FollowUpAsync(AppFixture app, string number)
    {
        using var client = await app.ApiOf("agent1");
        List<string> urls = [];
        var file = "";
        foreach (var name in NumberSpellings.Texts(NameLength))
        {
            var uploaded = await UploadAsync(client, name + ".pdf");
            Assert.Empty(NumberSpellings.In(uploaded.GetProperty("fileName").GetString()!));
            urls.Add(uploaded.GetProperty("fileUrl").GetString()!);
            file = uploaded.GetProperty("fileId").GetString()!;
        }

        var texts = NumberSpellings.Texts(1000);
        for (var i = 0; i < texts.Count; i++)
        {
            var reply = await client.SendAsync("POST", $"work-orders/{number}/follow-ups", new
            {
                content = texts[i], negotiationResult = "AGREED", seen = i, attachments = i == 0 ? urls.Select(url => new { fileUrl = url }) : null,
            });
            Assert.Equal((200, "新增成功"), (reply.Code, reply.Message));
        }

        return file;
    }

    private static async Task<(long Application, int Customer)> ApplyAsync(AppFixture app)
    {
        using var client = await app.ApiOf("operator1");
        using var auditor = await app.ApiOf("auditor1");
        var url = (await UploadAsync(client, NumberSpellings.Texts(NameLength)[0] + ".pdf")).GetProperty("fileUrl").GetString();
        var reply = await client.SendAsync("POST", "default-applications", new
        {
            customerName = "号码测试" + Given.Next(), defaultReasons = new[] { 1 }, severity = "HIGH", remark = NumberSpellings.Texts(1000)[0], attachments = new[] { new { fileUrl = url } },
        });
        Assert.Equal((200, "申请提交成功"), (reply.Code, reply.Message));
        var application = reply.Data.GetProperty("applicationId").GetInt64();
        var decided = await auditor.SendAsync("POST", $"default-applications/{application}/approve", new { approved = true, remark = NumberSpellings.Texts(1000)[^1] });
        Assert.Equal(200, decided.Code);
        return (application, reply.Data.GetProperty("customerId").GetInt32());
    }

    private static async Task<OrderImport> ImportAsync(AppFixture app, CurrentUser agent)
    {
        await using var scope = app.Services.CreateAsyncScope();
        var file = new UploadFile(BatchTemplate.MarkOf(await app.Services.GetRequiredService<OrderListsCache>().GetAsync()));
        foreach (var spelling in NumberSpellings.All)
        {
            file.With(("客户姓名", spelling.Text), ("客户电话", "13700137000"), ("问题类型", "投诉"), ("渠道名称", spelling.Text));
        }

        await using var stream = file.Build();
        var (import, outcome) = await scope.ServiceProvider.GetRequiredService<ImportUpload>().ReadAsync(stream, NumberSpellings.Texts(NameLength)[0] + ".xlsx", agent);
        Done(outcome);
        return import!;
    }
}
