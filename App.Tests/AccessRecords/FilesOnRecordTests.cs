using System.Net;
using System.Net.Http.Headers;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.TestHost;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using WorkOrders.AccessRecords;
using WorkOrders.Customers.Import;
using WorkOrders.Customers.Import.Reading;
using WorkOrders.Database;
using WorkOrders.Import;
using WorkOrders.Import.Reading;

namespace WorkOrders.Tests.AccessRecords;

/// <summary>Every endpoint that sends a file puts it on record; the exceptions hold no data.</summary>
public sealed partial class FilesOnRecordTests(AppFixture app) : IClassFixture<AppFixture>
{
    // The empty form for a batch, and what a browser loads with a page.
    private static readonly string[] NoData =
        ["GET /customers/import/template", "GET /work-orders/import/template", "GET /api/v1/work-order-templates/{templateId}/file", "GET /css/theme.css", "GET /openapi/{documentName}.json"];

    private static readonly string[] OnRecord =
    [
        "GET /api/v1/default-customers/export", "GET /api/v1/files/{fileId}", "GET /customers/export", "GET /customers/import/refused", "GET /defaults/customers/export", "GET /defaults/statistics/export", "GET /files/{fileId}",
        "GET /work-orders/export", "GET /work-orders/import/refused",
    ];

    // Where a file is given to the framework. A new place must be on record, and then stand here.
    private static readonly string[] Senders = ["Customers/Import/CustomerImportEndpoints.cs", "Files/FileEndpoints.cs", "Sheets/SheetFile.cs", "WorkOrders/Import/BatchEndpoints.cs"];

    [Fact]
    public async Task Every_endpoint_that_sends_a_file_is_on_record()
    {
        List<string> sent = [];
        foreach (var (key, who) in Access.Endpoints.Where(e => e.Key.StartsWith("GET ", StringComparison.Ordinal)))
        {
            var role = who is Access.Everybody or Access.SignedIn ? Roles.Agent : who.Split(' ')[0];
            var userName = Access.People[role];
            var isApi = key.Contains(" /api/", StringComparison.Ordinal);
            using var api = isApi ? await app.ApiOf(userName) : null;
            var path = await SampleOf(key, userName);
            var before = await CountAsync();
            using var answer = await (api ?? await app.ClientOf(userName)).GetAsync(new Uri(path, UriKind.Relative));
            await answer.Content.ReadAsByteArrayAsync();
            if (IsFile(answer))
            {
                sent.Add(key);
                Assert.True(NoData.Contains(key) || await CountAsync() > before, $"{key} sends a file that is not on record.");
            }
        }

        // None is missed because its sample was not found.
        Assert.Equal(OnRecord, sent.Except(NoData).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Nothing_else_in_the_sources_sends_a_file()
    {
        var folder = Repository.PathOf("App");
        var found = Directory.EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories)
            .Where(f => !f.Contains("/obj/", StringComparison.Ordinal) && !f.Contains("/bin/", StringComparison.Ordinal) && Sending().IsMatch(File.ReadAllText(f)))
            .Select(f => Path.GetRelativePath(folder, f).Replace('\\', '/'));
        Assert.Equal(Senders, found.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_download_is_on_record_with_its_masked_name_and_parts_of_a_recording_once()
    {
        using var api = await app.ApiOf("agent5");
        var path = await UploadAsync(api, Tests.Files.Samples.Wav, "13812345678.wav");
        using var head = await api.SendAsync(new HttpRequestMessage(HttpMethod.Head, path));
        Assert.Empty(await RecordsAsync("agent5"));

        await GetAsync(api, path, new RangeHeaderValue(0, 3));
        await GetAsync(api, path, new RangeHeaderValue(4, 7));
        var first = Assert.Single(await RecordsAsync("agent5"));
        Assert.Equal((AccessKind.Download, AccessOutcome.Succeeded, path), (first.Kind, first.Outcome, first.Path));
        Assert.Equal((AccessFields.File, "138****5678.wav"), (Assert.Single(first.Details).Field, first.Details[0].To));

        await GetAsync(api, path);
        await GetAsync(await app.ClientOf("agent5"), path.Replace("/api/v1", "", StringComparison.Ordinal));
        Assert.Equal(3, (await RecordsAsync("agent5")).Count);

        // Nobody else's, and none that is not there.
        using var other = await app.ApiOf("agent6");
        using var missing = await other.GetAsync(new Uri(path, UriKind.Relative));
        Assert.Equal(HttpStatusCode.NotFound, missing.StatusCode);
        Assert.Empty(await RecordsAsync("agent6"));
    }

    [Fact]
    public async Task An_export_is_on_record_with_its_filter_and_its_rows()
    {
        var client = await app.ClientOf("operator1");
        await GetAsync(client, "/defaults/customers/export?name=13812345678&status=Default&from=2026-11-01");
        var records = await RecordsAsync("operator1", AccessKind.Export);
        Assert.Equal([AccessOutcome.Begun, AccessOutcome.Succeeded], records.TakeLast(2).Select(r => r.Outcome));
        Assert.Equal(
            [("客户名称", "138****5678"), ("违约状态", "DefaultStatus.Default"), ("审核时间起", "2026-10-31T16:00:00.0000000+00:00")],
            records[^2].Details.Select(d => (d.Field.Text, d.To!)));
        Assert.Equal([(CommonFields.Rows, "0")], records[^1].Details.Select(d => (d.Field, d.To!)));
        await using var db = await app.Factory.CreateDbContextAsync();
        Assert.DoesNotContain(
            await db.Database.SqlQuery<string>($"SELECT \"Details\" AS \"Value\" FROM \"AccessRecords\"").ToListAsync(), text => text.Contains("13812345678", StringComparison.Ordinal));
    }

    private static bool IsFile(HttpResponseMessage answer) => answer.StatusCode == HttpStatusCode.OK
        && (answer.Content.Headers.ContentDisposition is not null || answer.Content.Headers.ContentType?.MediaType is not ("text/html" or "application/json" or "text/css"));

    private static async Task GetAsync(HttpClient client, string path, RangeHeaderValue? part = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Range = part;
        using var answer = await client.SendAsync(request);
        Assert.Equal(part is null ? HttpStatusCode.OK : HttpStatusCode.PartialContent, answer.StatusCode);
        await answer.Content.ReadAsByteArrayAsync();
    }

    private static async Task<string> UploadAsync(HttpClient api, byte[] content, string name)
    {
        using var form = new MultipartFormDataContent { { new ByteArrayContent(content), "file", name } };
        return new Uri((await api.SendAsync("POST", "files/upload", form)).Data.GetProperty("fileUrl").GetString()!).AbsolutePath;
    }

    private async Task<string> SampleOf(string key, string userName)
    {
        var path = key.Split(' ')[1];
        if (path.Contains("{fileId}", StringComparison.Ordinal))
        {
            using var api = await app.ApiOf(userName);
            return path.Replace("{fileId}", (await UploadAsync(api, Tests.Files.Samples.Pdf, "a.pdf")).Split('/')[^1], StringComparison.Ordinal);
        }

        path = path.Replace("{templateId}", BatchTemplate.Id, StringComparison.Ordinal).Replace("{documentName}", "v1", StringComparison.Ordinal);
        return Parameter().Replace(path, "987654321") + path switch
        {
            RefusedRows.Path => "?id=" + await ImportAsync(userName),
            RefusedCustomers.Path => "?id=" + await CustomerImportAsync(userName),
            _ => "",
        };
    }

    private async Task<long> ImportAsync(string userName)
    {
        await using var db = await app.Factory.CreateDbContextAsync();
        var import = new OrderImport("名单.xlsx", As.Agent(await db.Users.SingleAsync(u => u.UserName == userName)), TestTime.Now.GetUtcNow());
        import.Count(new ImportCounts(1, 1, 0, 0), "hash", null);
        db.Add(import);
        await db.SaveChangesAsync();
        return import.Id;
    }

    private async Task<long> CustomerImportAsync(string userName)
    {
        await using var db = await app.Factory.CreateDbContextAsync();
        var import = new CustomerImport("名单.xlsx", As.Admin(await db.Users.SingleAsync(u => u.UserName == userName)), TestTime.Now.GetUtcNow());
        import.Count(1, 1, 0, 0, 0);
        db.Add(import);
        await db.SaveChangesAsync();
        return import.Id;
    }

    private async Task<int> CountAsync()
    {
        await using var db = await app.Factory.CreateDbContextAsync();
        return await db.AccessRecords.CountAsync(r => r.Kind == AccessKind.Download || r.Kind == AccessKind.Export);
    }

    private async Task<List<AccessRecord>> RecordsAsync(string userName, AccessKind kind = AccessKind.Download)
    {
        await using var db = await app.Factory.CreateDbContextAsync();
        return await db.AccessRecords.Where(r => r.Kind == kind && db.Users.Any(u => u.Id == r.UserId && u.UserName == userName)).OrderBy(r => r.Id).ToListAsync();
    }

    [GeneratedRegex(@"Results\.(File|Stream|Bytes|PhysicalFile|VirtualFile)\(|\bSendFileAsync\(|\bPhysicalFileResult\b", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Sending();

    [GeneratedRegex(@"\{[^}]+\}", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Parameter();
}

/// <summary>While the record can't be written, files and exports are kept back and everything else goes on.</summary>
public sealed class UnrecordedTests(UnrecordedTests.Fixture app) : IClassFixture<UnrecordedTests.Fixture>
{
    [Fact]
    public async Task Without_a_record_no_file_and_no_export_but_signing_in_and_refusals_work()
    {
        using var api = await app.ApiOf("agent1");
        using var form = new MultipartFormDataContent { { new ByteArrayContent(Tests.Files.Samples.Pdf), "file", "a.pdf" } };
        var path = new Uri((await api.SendAsync("POST", "files/upload", form)).Data.GetProperty("fileUrl").GetString()!).AbsolutePath;
        var leader = await app.ClientOf("leader1");

        app.Failing.Works = false;
        Assert.Equal(500, (await api.SendAsync("GET", path["/api/v1/".Length..])).Code);
        using var export = await leader.GetAsync(new Uri("/work-orders/export?view=all", UriKind.Relative));
        Assert.Equal((HttpStatusCode.InternalServerError, "text/html"), (export.StatusCode, export.Content.Headers.ContentType!.MediaType));

        using var client = app.NewClient(await app.SignInAsync("agent4"));
        using var nobody = app.Anonymous();
        Assert.Equal("用户名或密码不正确", await nobody.RefusalAsync("agent5", "Wrong!2026"));
        using var denied = await client.GetAsync(new Uri("/admin/users", UriKind.Relative));
        Assert.Contains("/account/denied", denied.Headers.Location!.OriginalString, StringComparison.Ordinal);
        Assert.Equal(403, (await api.SendAsync("GET", "default-customers")).Code);
        Assert.Equal(200, (await api.SendAsync("POST", "auth/logout")).Code);
        Assert.Equal(5, app.Log.All.Count(line => line.Contains("could not be put on record", StringComparison.Ordinal)));
    }

    public sealed class Fixture : AppFixture
    {
        public FailingRead Failing { get; } = new("AccessRecords") { Works = true };

        protected override void Configure(IWebHostBuilder builder) => builder.ConfigureTestServices(services => services
            .ConfigureDbContext<PostgreSqlDb>(options => options.AddInterceptors(Failing)).ConfigureDbContext<SqlServerDb>(options => options.AddInterceptors(Failing)));
    }
}
