using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using WorkOrders.Defaults.Statistics;

namespace WorkOrders.Tests.Defaults;

/// <summary>Sends every request of the source document and compares names, order, nesting, types, nulls, code and message of each answer.</summary>
public sealed partial class DocumentedApiTests(AppFixture app) : IClassFixture<AppFixture>
{
    private readonly Dictionary<string, JsonObject> examples = JsonNode.Parse(File.ReadAllText(Repository.PathOf("App.Tests", "Defaults", "source-document-examples.json")))!.AsArray()
        .ToDictionary(e => e!["section"]!.GetValue<string>(), e => e!.AsObject());

    // Optional fields: null is accepted in place of the documented text.
    private static readonly string[] Optional = ["latestExternalRating", "remark", "detail"];

    private readonly HashSet<string> played = [];

    [Fact]
    public async Task Every_example_of_the_source_document_holds()
    {
        using var admin = await app.ApiOf("admin");
        using var sun = await app.ApiOf("operator1");
        using var auditor = await app.ApiOf("auditor1");

        await PlayAsync("2.1", sun);
        var reason = (await PlayAsync("2.2", admin)).GetProperty("id").GetInt32();
        await PlayAsync("2.3", admin, ("{id}", reason));
        await PlayAsync("2.4", admin, ("{id}", reason));

        var file = await PlayUploadAsync(sun);
        var example = Request("3.1");
        example["attachments"]![0]!["fileUrl"] = file.GetProperty("fileUrl").GetString();
        var submitted = await PlayAsync("3.1", sun, example);
        var (application, customer) = (submitted.GetProperty("applicationId").GetInt64(), submitted.GetProperty("customerId").GetInt32());
        await PlayAsync("3.2", sun);
        await PlayAsync("3.3", sun, ("{applicationId}", application));
        await PlayAsync("4.1", auditor, ("{applicationId}", application));
        await PlayAsync("4.2", auditor, await BatchAsync(sun, example));
        await PlayAsync("5.1", auditor);
        await PlayAsync("6.1", auditor);
        await PlayAsync("6.3", sun);
        var renewal = Request("6.2");
        renewal["customerId"] = customer;
        await PlayAsync("6.4", auditor, ("{renewalId}", (await PlayAsync("6.2", sun, renewal)).GetProperty("renewalId").GetInt64()));

        await DailyStatistics.MakeAsync(app.Factory, TestTime.Now.GetUtcNow().AddMinutes(1), CancellationToken.None);
        await PlayAsync("7.1", auditor);
        await PlayAsync("7.2", auditor);
        examples["7.3"]["path"] = "statistics/trend?dimension=INDUSTRY&target=未分类";
        await PlayAsync("7.3", auditor);
        using (var export = await sun.GetAsync(new Uri("/api/v1/" + Path("5.2"), UriKind.Relative)))
        {
            Assert.Equal("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", export.Content.Headers.ContentType?.MediaType);
            played.Add("5.2");
        }

        Assert.Equal(examples.Keys.Order(StringComparer.Ordinal), played.Order(StringComparer.Ordinal));
    }

    private async Task<JsonObject> BatchAsync(HttpClient client, JsonObject application)
    {
        var batch = Request("4.2");
        foreach (var item in batch["applications"]!.AsArray())
        {
            application["customerName"] = "批量客户" + Given.Next();
            application["attachments"] = new JsonArray();
            var reply = await client.SendAsync("POST", "default-applications", application.ToJsonString());
            item!["applicationId"] = reply.Data.GetProperty("applicationId").GetInt64();
        }

        return batch;
    }

    private async Task<JsonElement> PlayUploadAsync(HttpClient client)
    {
        using var form = new MultipartFormDataContent();
        using var part = new ByteArrayContent("%PDF-1.4\ntrailer<<>>\n%%EOF\n"u8.ToArray());
        part.Headers.ContentType = new MediaTypeHeaderValue("application/pdf");
        form.Add(part, "file", "证明文件.pdf");
        return Compare("8.1", await client.SendAsync("POST", Path("8.1"), form));
    }

    private Task<JsonElement> PlayAsync(string section, HttpClient client, params (string Name, long Value)[] ids) => PlayAsync(section, client, examples[section]["request"] as JsonObject, ids);

    private async Task<JsonElement> PlayAsync(string section, HttpClient client, JsonObject? request, params (string Name, long Value)[] ids)
    {
        var path = ids.Aggregate(Path(section), (p, id) => p.Replace(id.Name, id.Value.ToString(), StringComparison.Ordinal));
        return Compare(section, await client.SendAsync(examples[section]["method"]!.GetValue<string>(), path, request?.ToJsonString()));
    }

    private JsonElement Compare(string section, ApiReply reply)
    {
        played.Add(section);
        var documented = JsonSerializer.SerializeToElement(examples[section]["response"]);
        var wrong = Differences("$", documented, reply.Body).ToList();
        Assert.True(wrong.Count == 0, $"{section}: {string.Join('\n', wrong)}\n{reply.Body}");
        Assert.Equal((documented.GetProperty("code").GetInt32(), documented.GetProperty("message").GetString()), (reply.Code, reply.Message));
        return reply.Data;
    }

    private static IEnumerable<string> Differences(string at, JsonElement documented, JsonElement real)
    {
        var (expected, actual) = (KindOf(documented), KindOf(real));
        if (expected != actual)
        {
            return [$"{at}: {expected} in the document, {actual} here"];
        }

        return documented.ValueKind switch
        {
            JsonValueKind.Object => OfObjects(at, documented, real),
            JsonValueKind.Array => OfArrays(at, documented, real),
            _ => [],
        };
    }

    private static IEnumerable<string> OfObjects(string at, JsonElement documented, JsonElement real)
    {
        var (names, ours) = (documented.EnumerateObject().Select(p => p.Name).ToList(), real.EnumerateObject().Select(p => p.Name).ToList());
        return names.SequenceEqual(ours)
            ? names.Where(name => !Optional.Contains(name) || real.GetProperty(name).ValueKind != JsonValueKind.Null).SelectMany(name => Differences($"{at}.{name}", documented.GetProperty(name), real.GetProperty(name)))
            : [$"{at}: {string.Join(' ', names)} in the document, {string.Join(' ', ours)} here"];
    }

    // The document shows one or two items of a list; each real item is compared with the first one.
    private static IEnumerable<string> OfArrays(string at, JsonElement documented, JsonElement real) => real.GetArrayLength() == 0
        ? [$"{at}: empty, nothing to compare"]
        : real.EnumerateArray().SelectMany((item, i) => Differences($"{at}[{i}]", documented[0], item));

    private static string KindOf(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.True or JsonValueKind.False => "bool",
        JsonValueKind.String when Time().IsMatch(value.GetString()!) => "time",
        JsonValueKind.Number => value.GetRawText().Contains('.', StringComparison.Ordinal) ? "decimal" : "number",
        _ => value.ValueKind.ToString(),
    };

    private string Path(string section) => examples[section]["path"]!.GetValue<string>();

    private JsonObject Request(string section) => examples[section]["request"]!.DeepClone().AsObject();

    [GeneratedRegex(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d$", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Time();
}
