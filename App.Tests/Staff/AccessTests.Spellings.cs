using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using Microsoft.AspNetCore.Localization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using WorkOrders.Export;

namespace WorkOrders.Tests;

public sealed partial class AccessTests
{
    [Fact]
    public async Task A_number_is_whole_on_no_page_answer_export_or_log_line_however_it_was_written()
    {
        var records = await SpelledRecords.AddAsync(app);
        var found = new List<string>();
        foreach (var role in Access.People.Keys)
        {
            var client = await ClientOf(role);
            foreach (var address in await PagesAsync(records))
            {
                found.AddRange(NumberSpellings.In(await PrintedAsync(client, address)).Select(spelling => $"{role} {address}: {spelling}"));
            }

            using var api = await app.ApiOf(Access.People[role]);
            foreach (var address in AnswersOf(records))
            {
                found.AddRange(NumberSpellings.In(await PrintedAsync(api, address)).Select(spelling => $"{role} {address}: {spelling}"));
            }
        }

        found.AddRange(app.Log.All.SelectMany(line => NumberSpellings.In(line).Select(spelling => $"{spelling} in the log: {line}")));
        Assert.Empty(found);
    }

    [Fact]
    public async Task Every_spelling_is_masked_on_a_page_in_an_answer_and_in_a_workbook()
    {
        var records = await SpelledRecords.AddAsync(app);
        var page = await PrintedAsync(await app.ClientOf("leader1"), $"/work-orders/{records.Number}");
        using var api = await app.ApiOf("agent1");
        var followUps = (await api.SendAsync("GET", $"work-orders/{records.Number}/follow-ups")).Data.EnumerateArray().Select(f => f.GetProperty("content").GetString()!);
        var answer = string.Concat(followUps);

        // The columns of the person: 客户姓名 is one of the first ten.
        var names = new List<string>();
        await using (var db = await app.Factory.CreateDbContextAsync())
        {
            var agent = await db.Users.SingleAsync(u => u.UserName == "agent1");
            var orders = NumberSpellings.All.Select(s => Given.WorkOrder().HandledBy(agent).At(TestTime.Now.GetUtcNow()).With(f => f with { CustomerName = s.Text }).Build()).ToList();
            db.AddRange(orders);
            await db.SaveChangesAsync();
            names.AddRange(orders.Select(o => o.Number));
        }

        using var export = await (await app.ClientOf("leader1")).GetAsync(new Uri($"{OrderExport.Path}?view=all&numbers={string.Join(',', names)}", UriKind.Relative));
        var cells = new Workbook(await export.Content.ReadAsByteArrayAsync()).Rows().Skip(1).Select(r => r["客户姓名"].TrimStart('\'')).ToList();
        Assert.Equal(NumberSpellings.All.Count, cells.Count);
        Assert.All(NumberSpellings.All, spelling => Assert.Contains(spelling.Masked, cells));
        foreach (var spelling in NumberSpellings.Entered)
        {
            // Invisible characters and combining marks are taken away or kept by the form, the page and the browser alike.
            var masked = Normalise.Text(spelling.Masked)!;
            Assert.Contains(masked, page, StringComparison.Ordinal);
            Assert.Contains(masked, answer, StringComparison.Ordinal);
        }

        Assert.Empty(NumberSpellings.In(string.Join('；', cells)));
    }

    [Fact]
    public void Every_spelling_is_masked_in_message_values_scope_and_exception_of_a_log_line()
    {
        var logger = app.Services.GetRequiredService<ILogger<AccessTests>>();
        foreach (var (text, _, masked) in NumberSpellings.All)
        {
            var mark = "spelling " + Given.Next();
            using (logger.BeginScope(new Dictionary<string, object> { ["Caller"] = text }))
            {
                logger.LogError(new InvalidOperationException("failed for " + text, new FormatException(text)), "{Mark} of {Text} in {List}", mark, text, new[] { "a", text });
            }

            var line = Assert.Single(app.Log.All, l => l.Contains(mark, StringComparison.Ordinal));
            Assert.Empty(NumberSpellings.In(line));
            Assert.Contains("Caller=" + masked, line, StringComparison.Ordinal);
            Assert.Contains("Text=" + masked, line, StringComparison.Ordinal);
            Assert.Contains("failed for " + masked, line, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_customer_name_with_a_number_is_refused_by_the_API_and_the_import_with_its_field_in_both_languages()
    {
        foreach (var (language, text) in new[] { ("zh-CN", "customerName里不能有电话、身份证或银行卡号码，请填在号码自己的栏里"), ("en", "customerName can't contain a telephone, ID or bank card number; put it into the field for that number") })
        {
            var cookies = new CookieContainer();
            cookies.Add(app.Address, new Cookie(CookieRequestCultureProvider.DefaultCookieName, CookieRequestCultureProvider.MakeCookieValue(new RequestCulture(language))));
            using var api = app.NewClient(cookies);
            var login = await api.SendAsync("POST", "auth/login", new { username = "operator1", password = WorkOrders.Demo.DemoStaff.Password });
            api.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", login.Data.GetProperty("access_token").GetString());

            // A client may send 100 requests a second; NumberInNameTests has all spellings.
            foreach (var spelling in NumberSpellings.All.Where((_, i) => i % 4 == 0))
            {
                var reply = await api.SendAsync("POST", "default-applications", new { customerName = spelling.Text, defaultReasons = new[] { 1 }, severity = "HIGH" });
                Assert.Equal((400, text), (reply.Code, reply.Message));
            }
        }

        var records = await SpelledRecords.AddAsync(app);
        Assert.Equal((NumberSpellings.All.Count, NumberSpellings.All.Count), (records.Import.Rows, records.Import.BadRows));
        await using var db = await app.Factory.CreateDbContextAsync();
        foreach (var row in await db.OrderImportRows.Where(r => r.ImportId == records.Import.Id).ToListAsync())
        {
            Assert.Contains(row.Errors(), e => (e.Field, e.Rule) == ("客户姓名", NumberInName.Rule.Text));
            Assert.Empty(NumberSpellings.In(row.Problems!));
        }
    }

    private async Task<IReadOnlyList<string>> PagesAsync(SpelledRecords records)
    {
        List<string> pages =
        [
            $"/work-orders/{records.Number}", $"/work-orders/{records.Number}?tab=follow-ups", $"/work-orders/{records.Number}?tab=attachments", $"/work-orders/{records.Number}?tab=history", $"/work-orders/{records.Number}?tab=records",
            $"/work-orders?view=all&open={records.Number}", $"/work-orders/import?id={records.Import.Id}", "/work-orders/export?view=all", $"/files/{records.FileId}",
            $"/defaults/applications/{records.ApplicationId}", $"/defaults/customers/{records.CustomerId}", "/defaults/customers/export", "/defaults/statistics/export",
        ];
        foreach (var route in Access.Routes())
        {
            pages.Add(await SampleOf(route));
        }

        return [.. pages.Distinct()];
    }

    private IEnumerable<string> AnswersOf(SpelledRecords records) =>
        from endpoint in Endpoints()
        where endpoint.Key.StartsWith("GET /api/", StringComparison.Ordinal)
        let route = endpoint.Endpoint.RoutePattern.RawText!
            .Replace("{number}", records.Number, StringComparison.Ordinal).Replace("{fileId}", records.FileId, StringComparison.Ordinal)
            .Replace("{customerId:int}", $"{records.CustomerId}", StringComparison.Ordinal).Replace("applications/{id:long}", $"applications/{records.ApplicationId}", StringComparison.Ordinal)
        select Parameter().Replace(route, "1");

    /// <summary>Headers and body as a person reads them; of a workbook, all its parts.</summary>
    private static async Task<string> PrintedAsync(HttpClient client, string address)
    {
        using var answer = await client.GetAsync(new Uri(address, UriKind.Relative));
        var headers = Uri.UnescapeDataString($"{answer.Headers}{answer.Content.Headers}");
        if (answer.Content.Headers.ContentType?.MediaType?.Contains("spreadsheet", StringComparison.Ordinal) == true)
        {
            await using var zip = new ZipArchive(await answer.Content.ReadAsStreamAsync());
            return headers + string.Concat(zip.Entries.Select(entry =>
            {
                using var reader = new StreamReader(entry.Open());
                return Workbook.AsRead(WebUtility.HtmlDecode(reader.ReadToEnd()));
            }));
        }

        var body = await answer.Content.ReadAsStringAsync();
        return headers + (answer.Content.Headers.ContentType?.MediaType == "application/json" ? System.Text.Json.JsonDocument.Parse(body).RootElement.ToString() + Unescaped(body) : WebUtility.HtmlDecode(body));
    }

    private static string Unescaped(string json) => System.Text.RegularExpressions.Regex.Unescape(json);
}
