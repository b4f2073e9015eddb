using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Xml.Linq;
using Microsoft.EntityFrameworkCore;
using WorkOrders.Customers;
using WorkOrders.Database;
using WorkOrders.Defaults;
using WorkOrders.Defaults.Statistics;

namespace WorkOrders.Tests.Defaults;

/// <summary>The full life cycle of a default case through the API, and every refusal of the API.</summary>
public sealed class DefaultApiTests(AppFixture app) : IClassFixture<AppFixture>, IAsyncLifetime
{
    private static readonly byte[] Pdf = "%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"u8.ToArray();

    private HttpClient admin = null!;
    private HttpClient auditor = null!;
    private HttpClient sun = null!;
    private HttpClient wu = null!;

    public async Task InitializeAsync() =>
        (admin, auditor, sun, wu) = (await app.ApiOf("admin"), await app.ApiOf("auditor1"), await app.ApiOf("operator1"), await app.ApiOf("operator2"));

    public Task DisposeAsync()
    {
        Array.ForEach([admin, auditor, sun, wu], c => c.Dispose());
        return Task.CompletedTask;
    }

    [Fact]
    public async Task A_default_is_applied_for_decided_exported_renewed_and_counted()
    {
        var reason = await GoodAsync(admin, "POST", "default-reasons", new { reason = "集团担保失效" + Given.Next(), detail = "详细", enabled = true, sortOrder = 8 }, "新增成功");
        var reasonId = reason.GetProperty("id").GetInt32();
        var spelling = Uri.EscapeDataString(reason.GetProperty("reason").GetString()!.Insert(2, " "));
        Assert.Equal(reasonId, Assert.Single(await ListAsync(admin, $"default-reasons?reason={spelling}")).GetProperty("id").GetInt32());
        await GoodAsync(admin, "PUT", $"default-reasons/{reasonId}", new { reason = "集团担保失效改" + Given.Next(), detail = "详细", enabled = true, sortOrder = 9 }, "更新成功");

        await GoodAsync(admin, "PUT", $"default-reasons/{reasonId}", new { reason = "集团担保失效再改" + Given.Next(), enabled = false }, "更新成功");
        await GoodAsync(admin, "PUT", $"default-reasons/{reasonId}", new { reason = "集团担保失效三改" + Given.Next() }, "更新成功");
        var kept = await GoodAsync(admin, "GET", $"default-reasons/{reasonId}", null, "success");
        Assert.Equal((false, 9), (kept.GetProperty("enabled").GetBoolean(), kept.GetProperty("sortOrder").GetInt32()));
        await GoodAsync(admin, "PUT", $"default-reasons/{reasonId}", new { reason = "集团担保失效四改" + Given.Next(), enabled = true }, "更新成功");

        var file = await UploadAsync(sun, Pdf, "证明文件.pdf");
        Assert.Equal((200, "上传成功"), (file.Code, file.Message));
        var name = "一汽贸易" + Given.Next();
        var applied = await GoodAsync(sun, "POST", "default-applications", new
        {
            customerName = name,
            latestExternalRating = "A+",
            defaultReasons = new[] { reasonId, 1 },
            severity = "HIGH",
            remark = "备注信息",
            attachments = new[] { new { fileName = "证明文件.pdf", fileUrl = file.Data.GetProperty("fileUrl").GetString(), fileSize = Pdf.Length } },
        }, "申请提交成功");
        var (application, customer) = (applied.GetProperty("applicationId").GetInt64(), applied.GetProperty("customerId").GetInt32());
        Assert.Equal(409, (await admin.SendAsync("DELETE", $"default-reasons/{reasonId}")).Code);
        Assert.Equal(404, (await wu.SendAsync("GET", $"default-applications/{application}")).Code);
        Assert.Equal(404, (await wu.SendAsync("GET", "files/" + file.Data.GetProperty("fileId").GetString())).Status);
        using (var seen = await auditor.GetAsync(new Uri(file.Data.GetProperty("fileUrl").GetString()!)))
        {
            Assert.Equal(Pdf, await seen.Content.ReadAsByteArrayAsync());
        }

        var decided = await GoodAsync(auditor, "POST", $"default-applications/{application}/approve", new { approved = true, remark = "属实" }, "审核完成");
        Assert.Equal(("APPROVED", "郑浩"), (decided.GetProperty("status").GetString(), decided.GetProperty("approver").GetString()));
        var late = await admin.SendAsync("POST", $"default-applications/{application}/approve", new { approved = false, remark = "晚了" });
        Assert.Equal(409, late.Code);
        Assert.Contains("郑浩", late.Message, StringComparison.Ordinal);

        var listed = Assert.Single(await ListAsync(sun, $"default-customers?customerName={Uri.EscapeDataString(name)}&status=DEFAULT&severity=HIGH&defaultReason={reasonId}"));
        Assert.Equal((customer, "孙磊", "A+"), (listed.GetProperty("customerId").GetInt32(), listed.GetProperty("applicant").GetString(), listed.GetProperty("latestExternalRating").GetString()));
        Assert.Empty(await ListAsync(wu, $"default-customers?customerName={Uri.EscapeDataString(name)}"));
        Assert.Equal([customer.ToString(), name], (await ExportAsync(sun, $"default-customers/export?customerName={Uri.EscapeDataString(name)}"))[1].Take(2));

        Assert.Single(await ListAsync(sun, $"default-customers/renewable?customerName={Uri.EscapeDataString(name)}"));
        var renewal = (await GoodAsync(sun, "POST", "renewals", new { customerId = customer, renewalReason = 1, remark = "客户已正常结算，申请重生" }, "重生申请提交成功")).GetProperty("renewalId").GetInt64();
        Assert.Empty(await ListAsync(sun, $"default-customers/renewable?customerName={Uri.EscapeDataString(name)}"));
        Assert.Equal("APPROVED", (await GoodAsync(auditor, "POST", $"renewals/{renewal}/approve", new { approved = true, remark = "同意重生" }, "重生审核完成")).GetProperty("status").GetString());
        var history = (await GoodAsync(sun, "GET", $"default-customers/{customer}", null, "success")).GetProperty("history");
        Assert.Equal(["RENEWED", "DEFAULT"], history.EnumerateArray().Select(h => h.GetProperty("to").GetString()));

        var now = TestTime.Now.GetUtcNow();
        await DailyStatistics.MakeAsync(app.Factory, now.AddMinutes(1), CancellationToken.None);
        var year = BusinessTime.DayOf(now).Year;
        foreach (var type in new[] { "DEFAULT", "RENEWAL" })
        {
            var figures = await GoodAsync(sun, "GET", $"statistics/by-industry?year={year}&type={type}", null, "success");
            Assert.True(figures.GetProperty("industries").EnumerateArray().Single(i => i.GetProperty("industry").GetString() == "未分类").GetProperty("count").GetInt32() > 0);
            Assert.Equal(100m, figures.GetProperty("industries").EnumerateArray().Sum(i => i.GetProperty("percentage").GetDecimal()));
        }
    }

    [Fact]
    public async Task A_batch_decides_what_it_can_and_tells_of_the_rest()
    {
        var ids = new List<long>();
        for (var i = 0; i < 4; i++)
        {
            ids.Add((await ApplyAsync(sun)).GetProperty("applicationId").GetInt64());
        }

        await GoodAsync(admin, "POST", $"default-applications/{ids[2]}/approve", new { approved = true }, "审核完成");
        var batch = await GoodAsync(auditor, "POST", "default-applications/batch-approve", new
        {
            applications = new object[] { new { applicationId = ids[0], approved = true, remark = "同意" }, new { applicationId = ids[1], approved = false, remark = "证据不足" }, new { applicationId = ids[2], approved = true }, new { applicationId = 999_999_999, approved = true }, new { applicationId = ids[3], approved = false } },
        }, "批量审核完成");
        Assert.Equal((2, 3), (batch.GetProperty("successCount").GetInt32(), batch.GetProperty("failCount").GetInt32()));
        Assert.Equal([true, true, false, false, false], batch.GetProperty("details").EnumerateArray().Select(d => d.GetProperty("success").GetBoolean()));
        Assert.Equal("审核成功", batch.GetProperty("details")[0].GetProperty("message").GetString());
        Assert.Contains("管理员", batch.GetProperty("details")[2].GetProperty("message").GetString(), StringComparison.Ordinal);
        Assert.Equal("驳回时请填写remark", batch.GetProperty("details")[4].GetProperty("message").GetString());
    }

    public static TheoryData<string, string, string, string?, int, string> Refusals => new()
    {
        { "operator1", "GET", "default-reasons?page=0", null, 400, "page" },
        { "operator1", "GET", "default-reasons?size=101", null, 400, "size" },
        { "operator1", "GET", "default-reasons?page=x", null, 400, "page" },
        { "operator1", "GET", "default-reasons?enabled=maybe", null, 400, "enabled" },
        { "operator1", "GET", "default-reasons/999999", null, 404, "" },
        { "admin", "POST", "default-reasons", "{}", 400, "reason" },
        { "admin", "POST", "default-reasons", """{"reason":"LONG"}""", 400, "reason" },
        { "admin", "POST", "default-reasons", """{"reason":"x","detail":"LONG6"}""", 400, "detail" },
        { "admin", "POST", "default-reasons", """{"reason":"x","sortOrder":-1}""", 400, "sortOrder" },
        { "admin", "POST", "default-reasons", """{"reason":"x","enabled":"ja"}""", 400, "enabled" },
        { "admin", "POST", "default-reasons", """{"reason":"头寸缺口过多"}""", 409, "头寸缺口过多" },
        { "admin", "PUT", "default-reasons/1", """{"reason":"关联违约"}""", 409, "关联违约" },
        { "admin", "PUT", "default-reasons/999999", """{"reason":"x"}""", 404, "" },
        { "admin", "DELETE", "default-reasons/999999", null, 404, "" },
        { "operator1", "POST", "default-reasons", """{"reason":"x"}""", 403, "" },
        { "operator1", "POST", "default-applications", """{"defaultReasons":[1],"severity":"HIGH"}""", 400, "customerName" },
        { "operator1", "POST", "default-applications", """{"customerName":"x","severity":"HIGH"}""", 400, "defaultReasons" },
        { "operator1", "POST", "default-applications", """{"customerName":"x","defaultReasons":[1,1],"severity":"HIGH"}""", 400, "defaultReasons" },
        { "operator1", "POST", "default-applications", """{"customerName":"x","defaultReasons":[987654],"severity":"HIGH"}""", 400, "defaultReasons" },
        { "operator1", "POST", "default-applications", """{"customerName":"x","defaultReasons":["eins"],"severity":"HIGH"}""", 400, "defaultReasons" },
        { "operator1", "POST", "default-applications", """{"customerName":"x","defaultReasons":[1]}""", 400, "severity" },
        { "operator1", "POST", "default-applications", """{"customerName":"x","defaultReasons":[1],"severity":"SEVERE"}""", 400, "severity" },
        { "operator1", "POST", "default-applications", """{"customerName":"x","defaultReasons":[1],"severity":"HIGH","latestExternalRating":"Z"}""", 400, "latestExternalRating" },
        { "operator1", "POST", "default-applications", """{"customerName":"x","defaultReasons":[1],"severity":"HIGH","remark":"LONG11"}""", 400, "remark" },
        { "operator1", "POST", "default-applications", """{"customerName":"x","defaultReasons":[1],"severity":"HIGH","attachments":[{"fileUrl":"https://files.example.com/xxx.pdf"}]}""", 400, "attachments" },
        { "operator1", "POST", "default-applications", """{"customerId":99999999,"defaultReasons":[1],"severity":"HIGH"}""", 404, "" },
        { "auditor1", "POST", "default-applications", """{"customerName":"x","defaultReasons":[1],"severity":"HIGH"}""", 403, "" },
        { "auditor1", "GET", "default-applications?status=DONE", null, 400, "status" },
        { "auditor1", "GET", "default-applications?status=1", null, 400, "status" },
        { "auditor1", "GET", "default-applications?severity=x", null, 400, "severity" },
        { "auditor1", "GET", "default-applications?startTime=gestern", null, 400, "startTime" },
        { "auditor1", "GET", "default-applications?startTime=2026-02-01T00:00:00&endTime=2026-01-01T00:00:00", null, 400, "startTime" },
        { "auditor1", "GET", "default-applications?endTime=02/11/2026", null, 400, "endTime" },
        { "auditor1", "GET", "default-applications/999999999", null, 404, "" },
        { "operator1", "POST", "default-applications", """{"customerName":"半个\uD83D","defaultReasons":[1],"severity":"LOW"}""", 400, "customerName" },
        { "auditor1", "POST", "default-applications/999999999/approve", """{"approved":true}""", 404, "" },
        { "auditor1", "POST", "default-applications/1/approve", "{}", 400, "approved" },
        { "operator1", "POST", "default-applications/1/approve", """{"approved":true}""", 403, "" },
        { "auditor1", "POST", "default-applications/batch-approve", "{}", 400, "applications" },
        { "auditor1", "POST", "default-applications/batch-approve", """{"applications":[]}""", 400, "applications" },
        { "auditor1", "POST", "default-applications/batch-approve", """{"applications":[{"approved":true}]}""", 400, "applicationId" },
        { "auditor1", "POST", "default-applications/batch-approve", """{"applications":[{"applicationId":5}]}""", 400, "approved" },
        { "auditor1", "POST", "default-applications/batch-approve", """{"applications":[{"applicationId":5,"approved":true},{"applicationId":5,"approved":true}]}""", 400, "applications" },
        { "auditor1", "POST", "renewals/batch-approve", """{"renewals":[null]}""", 400, "renewalId" },
        { "auditor1", "GET", "default-customers?size=0", null, 400, "size" },
        { "auditor1", "GET", "default-customers?defaultReason=x", null, 400, "defaultReason" },
        { "auditor1", "GET", "default-customers?status=NONE", null, 400, "status" },
        { "auditor1", "GET", "default-customers/export?status=NONE", null, 400, "status" },
        { "auditor1", "GET", "default-customers/999999999", null, 404, "" },
        { "operator1", "POST", "renewals", """{"renewalReason":1}""", 400, "customerId" },
        { "operator1", "POST", "renewals", """{"customerId":1}""", 400, "renewalReason" },
        { "operator1", "POST", "renewals", """{"customerId":1,"renewalReason":98765}""", 400, "renewalReason" },
        { "operator1", "POST", "renewals", """{"customerId":1,"renewalReason":1,"remark":"LONG11"}""", 400, "remark" },
        { "operator1", "POST", "renewals", """{"customerId":99999999,"renewalReason":1}""", 404, "" },
        { "operator1", "GET", "renewals/999999999", null, 404, "" },
        { "auditor1", "GET", "statistics/by-industry?year=1999", null, 400, "year" },
        { "auditor1", "GET", "statistics/by-region?type=BOTH", null, 400, "type" },
        { "auditor1", "GET", "statistics/trend?target=x", null, 400, "dimension" },
        { "auditor1", "GET", "statistics/trend?dimension=INDUSTRY", null, 400, "target" },
        { "auditor1", "GET", "statistics/trend?dimension=INDUSTRY&target=x&startYear=2026&endYear=2020", null, 400, "startYear" },
        { "operator1", "POST", "files/upload", "{}", 415, "" },
        { "agent1", "GET", "default-reasons", null, 403, "" },
    };

    [Theory]
    [MemberData(nameof(Refusals))]
    public async Task What_breaks_a_rule_is_refused_names_the_field_and_changes_nothing(string who, string method, string path, string? body, int status, string named)
    {
        body = body?.Replace("LONG11", new string('长', 1001), StringComparison.Ordinal).Replace("LONG6", new string('长', 501), StringComparison.Ordinal).Replace("LONG", new string('长', 101), StringComparison.Ordinal);
        using var client = await app.ApiOf(who);
        var before = await CountsAsync();
        var reply = await client.SendAsync(method, path, body);
        Assert.True(status == reply.Code, $"{reply.Code} {reply.Message}");
        Assert.Contains(named, reply.Message, StringComparison.Ordinal);
        Assert.Equal(before, await CountsAsync());
    }

    [Fact]
    public async Task What_is_decided_pending_or_in_default_is_a_conflict_and_ones_own_is_forbidden()
    {
        var name = "冲突客户" + Given.Next();
        var applied = await ApplyAsync(sun, name);
        var (application, customer) = (applied.GetProperty("applicationId").GetInt64(), applied.GetProperty("customerId").GetInt32());
        await RefusedAsync(sun, "POST", "default-applications", new { customerName = name, defaultReasons = new[] { 1 }, severity = "LOW" }, 409, "待审核");
        await RefusedAsync(auditor, "POST", $"default-applications/{application}/approve", new { approved = false }, 400, "remark");
        await RefusedAsync(auditor, "POST", $"default-applications/{application}/approve", new { approved = true, remark = new string('长', 1001) }, 400, "remark");
        await RefusedAsync(sun, "POST", "renewals", new { customerId = customer, renewalReason = 1 }, 409, "不在违约状态");
        await GoodAsync(auditor, "POST", $"default-applications/{application}/approve", new { approved = true }, "审核完成");
        await RefusedAsync(sun, "POST", "default-applications", new { customerName = name, defaultReasons = new[] { 1 }, severity = "LOW" }, 409, "已处于违约状态");
        await RefusedAsync(wu, "POST", "renewals", new { customerId = customer, renewalReason = 1 }, 404, "");
        await GoodAsync(sun, "POST", "renewals", new { customerId = customer, renewalReason = 1 }, "重生申请提交成功");
        await RefusedAsync(sun, "POST", "renewals", new { customerId = customer, renewalReason = 1 }, 409, "待审核");

        await using (var db = await app.Factory.CreateDbContextAsync())
        {
            var role = await db.Roles.SingleAsync(r => r.Name == Roles.RiskAuditor);
            (await db.Users.Include(u => u.GrantedRoles).SingleAsync(u => u.UserName == "operator2")).GrantedRoles.Add(role);
            await db.SaveChangesAsync();
        }

        using var both = await app.ApiOf("operator2");
        var own = (await ApplyAsync(both)).GetProperty("applicationId").GetInt64();
        await RefusedAsync(both, "POST", $"default-applications/{own}/approve", new { approved = true }, 403, "自己");
    }

    [Theory]
    [InlineData("default-reasons?page=&size=&enabled=&reason=")]
    [InlineData("default-applications?page=1&size=&status=&severity=&startTime=&endTime=&customerName=")]
    [InlineData("statistics/by-region?year=&type=")]
    public async Task What_a_client_leaves_empty_is_not_given(string path)
    {
        var (empty, without) = (await GoodAsync(auditor, "GET", path, null, "success"), await GoodAsync(auditor, "GET", path[..path.IndexOf('?', StringComparison.Ordinal)], null, "success"));
        Assert.Equal(without.ToString(), empty.ToString());
    }

    [Fact]
    public async Task Numbers_in_remarks_come_masked_and_a_missing_file_is_no_missing_endpoint()
    {
        var (name, remark) = ("号码客户" + Given.Next(), "电话 13812345678");
        var application = (await GoodAsync(sun, "POST", "default-applications", new { customerName = name, defaultReasons = new[] { 1 }, severity = "LOW", remark }, "申请提交成功")).GetProperty("applicationId").GetInt64();
        await GoodAsync(auditor, "POST", $"default-applications/{application}/approve", new { approved = true, remark }, "审核完成");
        var seen = await GoodAsync(sun, "GET", $"default-applications/{application}", null, "success");
        Assert.Equal(("电话 138****5678", "电话 138****5678"), (seen.GetProperty("remark").GetString(), seen.GetProperty("approveRemark").GetString()));
        var renewal = (await GoodAsync(sun, "POST", "renewals", new { customerId = seen.GetProperty("customerId").GetInt32(), renewalReason = 1, remark }, "重生申请提交成功")).GetProperty("renewalId").GetInt64();
        Assert.Equal("电话 138****5678", (await GoodAsync(sun, "GET", $"renewals/{renewal}", null, "success")).GetProperty("remark").GetString());
        Assert.Equal((404, "没有找到记录，或您无权查看"), await sun.SendAsync("GET", "files/fnobodyhas") is var missing ? (missing.Code, missing.Message) : default);
    }

    [Fact]
    public async Task Five_spellings_of_a_company_are_one_customer()
    {
        var mark = Given.Next();
        var first = await ApplyAsync(sun, $"京津（华北{mark}）汽车贸易有限公司");
        var name = $"京津(华北{mark})汽车贸易有限公司";
        foreach (var spelling in new[] { name, $"京津 （华北{mark}） 汽车贸易有限公司", $"京津\u200B(华北{mark})汽车贸易有限公司", $"　京津（ 华北{mark} ）汽车 贸易有限公司", name })
        {
            await RefusedAsync(sun, "POST", "default-applications", new { customerName = spelling, defaultReasons = new[] { 1 }, severity = "LOW" }, 409, "待审核");
            Assert.Equal(first.GetProperty("applicationId").GetInt64(), Assert.Single(await ListAsync(sun, "default-applications?customerName=" + Uri.EscapeDataString(spelling))).GetProperty("applicationId").GetInt64());
        }

        await using var db = await app.Factory.CreateDbContextAsync();
        Assert.Equal(1, await db.Customers.CountAsync(c => c.NameKey == name));
    }

    [Fact]
    public async Task An_application_and_a_renewal_are_withdrawn_until_they_are_decided()
    {
        var name = "撤回客户" + Given.Next();
        var first = (await ApplyAsync(sun, name)).GetProperty("applicationId").GetInt64();
        await RefusedAsync(auditor, "POST", $"default-applications/{first}/withdraw", new { }, 409, "申请人");
        await RefusedAsync(admin, "POST", $"default-applications/{first}/withdraw", new { }, 409, "申请人");
        Assert.Equal("WITHDRAWN", (await GoodAsync(sun, "POST", $"default-applications/{first}/withdraw", null, "申请已撤回")).GetProperty("status").GetString());
        await RefusedAsync(sun, "POST", $"default-applications/{first}/withdraw", new { }, 409, "申请人撤回");
        await RefusedAsync(auditor, "POST", $"default-applications/{first}/approve", new { approved = true }, 409, "申请人撤回");
        Assert.Equal(first, Assert.Single(await ListAsync(sun, "default-applications?status=WITHDRAWN&customerName=" + Uri.EscapeDataString(name))).GetProperty("applicationId").GetInt64());

        var again = await ApplyAsync(sun, name);
        await GoodAsync(auditor, "POST", $"default-applications/{again.GetProperty("applicationId").GetInt64()}/approve", new { approved = true }, "审核完成");
        await RefusedAsync(sun, "POST", $"default-applications/{again.GetProperty("applicationId").GetInt64()}/withdraw", new { }, 409, "郑浩");
        var renewal = (await GoodAsync(sun, "POST", "renewals", new { customerId = again.GetProperty("customerId").GetInt32(), renewalReason = 1 }, "重生申请提交成功")).GetProperty("renewalId").GetInt64();
        Assert.Equal("WITHDRAWN", (await GoodAsync(sun, "POST", $"renewals/{renewal}/withdraw", null, "申请已撤回")).GetProperty("status").GetString());
        await GoodAsync(sun, "POST", "renewals", new { customerId = again.GetProperty("customerId").GetInt32(), renewalReason = 1 }, "重生申请提交成功");
    }

    [Fact]
    public async Task An_ambiguous_name_is_answered_with_candidates_one_of_whom_is_chosen_by_number()
    {
        var name = "同名公司" + Given.Next();
        await using (var db = await app.Factory.CreateDbContextAsync())
        {
            db.AddRange(Given.Customer(name), Given.Customer(name));
            await db.SaveChangesAsync();
        }

        var reply = await sun.SendAsync("POST", "default-applications", new { customerName = name, defaultReasons = new[] { 1 }, severity = "LOW" });
        Assert.Equal((409, 2), (reply.Code, reply.Data.GetArrayLength()));
        Assert.Matches(@"^139\*{4}\d{4}$", reply.Data[0].GetProperty("phone").GetString());
        var chosen = reply.Data[1].GetProperty("customerId").GetInt32();
        var applied = await GoodAsync(sun, "POST", "default-applications", new { customerId = chosen, defaultReasons = new[] { 1 }, severity = "LOW" }, "申请提交成功");
        Assert.Equal(chosen, applied.GetProperty("customerId").GetInt32());
    }

    [Fact]
    public async Task A_file_that_is_none_is_refused_and_another_persons_or_a_used_one_is_no_evidence()
    {
        Assert.Equal(400, (await UploadAsync(sun, [], "leer.pdf")).Code);
        Assert.Equal(415, (await UploadAsync(sun, "PK\u0003\u0004nicht"u8.ToArray(), "zip.pdf")).Code);
        Assert.Equal(415, (await UploadAsync(sun, Pdf, "bild.png")).Code);
        Assert.Equal(413, (await UploadAsync(sun, new byte[10 * 1024 * 1024 + 1], "gross.pdf")).Code);
        sun.DefaultRequestHeaders.ExpectContinue = true;
        Assert.Equal(413, (await UploadAsync(sun, new byte[20 * 1024 * 1024], "riesig.pdf")).Code);
        sun.DefaultRequestHeaders.ExpectContinue = false;
        using var empty = new MultipartFormDataContent();
        using var nothing = new StringContent("x");
        empty.Add(nothing, "other");
        var missing = await sun.SendAsync("POST", "files/upload", empty);
        Assert.Equal(400, missing.Code);
        Assert.Contains("file", missing.Message, StringComparison.Ordinal);

        var url = (await UploadAsync(sun, Pdf, "证明.pdf")).Data.GetProperty("fileUrl").GetString();
        await RefusedAsync(wu, "POST", "default-applications", With(url), 400, "attachments");
        await GoodAsync(sun, "POST", "default-applications", With(url), "申请提交成功");
        await RefusedAsync(sun, "POST", "default-applications", With(url), 400, "attachments");

        static object With(string? url) => new { customerName = "附件客户" + Given.Next(), defaultReasons = new[] { 1 }, severity = "LOW", attachments = new[] { new { fileUrl = url } } };
    }

    private static async Task<JsonElement> GoodAsync(HttpClient client, string method, string path, object? body, string message)
    {
        var reply = await client.SendAsync(method, path, body);
        Assert.True(reply.Code == 200, $"{method} {path}: {reply.Code} {reply.Message}");
        Assert.Equal(message, reply.Message);
        return reply.Data;
    }

    private async Task RefusedAsync(HttpClient client, string method, string path, object body, int status, string named)
    {
        var before = await CountsAsync();
        var reply = await client.SendAsync(method, path, body);
        Assert.True(status == reply.Code, $"{method} {path}: {reply.Code} {reply.Message}");
        Assert.Contains(named, reply.Message, StringComparison.Ordinal);
        Assert.Equal(before, await CountsAsync());
    }

    private static async Task<JsonElement[]> ListAsync(HttpClient client, string path) => [.. (await GoodAsync(client, "GET", path, null, "success")).GetProperty("list").EnumerateArray()];

    private static Task<JsonElement> ApplyAsync(HttpClient client, string? name = null) =>
        GoodAsync(client, "POST", "default-applications", new { customerName = name ?? "客户" + Given.Next(), defaultReasons = new[] { 1 }, severity = "MEDIUM" }, "申请提交成功");

    private static async Task<ApiReply> UploadAsync(HttpClient client, byte[] content, string name)
    {
        using var form = new MultipartFormDataContent();
        using var part = new ByteArrayContent(content);
        part.Headers.ContentType = new MediaTypeHeaderValue("application/pdf");
        form.Add(part, "file", name);
        return await client.SendAsync("POST", "files/upload", form);
    }

    // Reads the export as zip and XML, without the application's code.
    private static async Task<List<List<string>>> ExportAsync(HttpClient client, string path)
    {
        using var answer = await client.GetAsync(new Uri("/api/v1/" + path, UriKind.Relative));
        Assert.Equal((HttpStatusCode.OK, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"), (answer.StatusCode, answer.Content.Headers.ContentType?.MediaType));
        using var zip = new ZipArchive(new MemoryStream(await answer.Content.ReadAsByteArrayAsync()));
        await using var sheet = await zip.GetEntry("xl/worksheets/sheet1.xml")!.OpenAsync();
        var cells = (await XDocument.LoadAsync(sheet, LoadOptions.None, CancellationToken.None)).Descendants().Where(e => e.Name.LocalName == "row");
        return [.. cells.Select(row => row.Elements().Select(c => c.Attribute("t")?.Value == "str" ? c.Value : "#" + c.Value).ToList())];
    }

    private async Task<(int, int, int, int, int, int)> CountsAsync()
    {
        await using var db = await app.Factory.CreateDbContextAsync();
        return (await db.DefaultReasons.CountAsync(), await db.DefaultApplications.CountAsync(), await db.Renewals.CountAsync(),
            await db.DefaultChanges.CountAsync(), await db.Customers.CountAsync(), await db.DefaultApplications.CountAsync(a => a.Status != WorkOrders.Defaults.Cases.DecisionStatus.Pending));
    }
}
