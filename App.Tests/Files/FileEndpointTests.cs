using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using WorkOrders.Attachments;
using WorkOrders.Files;

namespace WorkOrders.Tests.Files;

public sealed class FileEndpointTests(AppFixture app) : IClassFixture<AppFixture>
{
    [Fact]
    public async Task An_upload_is_its_uploaders_alone_until_a_record_has_it()
    {
        var file = await UploadAsync("agent1", Samples.Png, "现场照片.png");
        Assert.Matches("^f[a-z0-9]{25}$", file.FileId);
        Assert.Equal(("现场照片.png", "/files/" + file.FileId, (long)Samples.Png.Length), (file.FileName, file.FileUrl, file.FileSize));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync("agent1", file.FileUrl));
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync("agent2", file.FileUrl));
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync("admin", file.FileUrl));

        var (number, handler) = await OrderAsync();
        Refused(await app.Factory.AttachAsync(number, [file.FileId], handler, Given.Now), "有附件已经不在了，或不是您上传的，请移除后重新上传");
        await using var db = await app.Factory.CreateDbContextAsync();
        var uploader = await db.Users.SingleAsync(u => u.UserName == "agent1");
        Done(await app.Factory.AttachAsync(number, [file.FileId], As.Leader(uploader), Given.Now));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync("agent2", file.FileUrl));
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync("operator1", file.FileUrl));
        Assert.Equal(HttpStatusCode.Redirect, (await app.Anonymous().GetAsync(new Uri(file.FileUrl, UriKind.Relative))).StatusCode);
    }

    [Fact]
    public async Task A_file_is_saved_unless_a_preview_is_asked_and_runs_nothing()
    {
        var picture = await UploadAsync("agent1", Samples.Png, "a.png");
        var client = await app.ClientOf("agent1");
        using var saved = await client.GetAsync(new Uri(picture.FileUrl, UriKind.Relative));
        Assert.Equal(("attachment", "image/png"), (saved.Content.Headers.ContentDisposition!.DispositionType, saved.Content.Headers.ContentType!.MediaType));
        using var shown = await client.GetAsync(new Uri(picture.FileUrl + "?inline", UriKind.Relative));
        Assert.Equal("inline", shown.Content.Headers.ContentDisposition!.DispositionType);
        var contract = await UploadAsync("agent1", Samples.Pdf, "合同.pdf");
        using var pdf = await client.GetAsync(new Uri(contract.FileUrl + "?inline", UriKind.Relative));
        Assert.Equal(("inline", "application/pdf"), (pdf.Content.Headers.ContentDisposition!.DispositionType, pdf.Content.Headers.ContentType!.MediaType));
        foreach (var answer in new[] { saved, shown, pdf })
        {
            Assert.Contains("sandbox", answer.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
            Assert.Equal("nosniff", answer.Headers.GetValues("X-Content-Type-Options").Single());
            Assert.True(answer.Headers.CacheControl?.NoStore);
        }

        var document = await UploadAsync("agent1", Samples.Docx, "a.docx");
        using var word = await client.GetAsync(new Uri(document.FileUrl + "?inline", UriKind.Relative));
        Assert.Equal("attachment", word.Content.Headers.ContentDisposition!.DispositionType);
    }

    [Fact]
    public async Task A_recording_is_read_from_anywhere()
    {
        var sound = await UploadAsync("agent1", Samples.Wav, "13812345678.wav");
        Assert.Equal("138****5678.wav", sound.FileName);
        using var request = new HttpRequestMessage(HttpMethod.Get, sound.FileUrl + "?inline");
        request.Headers.Range = new RangeHeaderValue(0, 3);
        using var answer = await (await app.ClientOf("agent1")).SendAsync(request);
        Assert.Equal((HttpStatusCode.PartialContent, "RIFF"), (answer.StatusCode, await answer.Content.ReadAsStringAsync()));
    }

    [Fact]
    public async Task A_refusal_is_in_words()
    {
        using var answer = await PostAsync("agent1", new ByteArrayContent(Samples.Zip), "合同.pdf");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        Assert.Equal("文件“合同.pdf”的内容不是 pdf，或文件已损坏", (await answer.Content.ReadFromJsonAsync<RefusedFile>())!.Error);
        using var large = await PostAsync("agent1", new ByteArrayContent(new byte[StoredFile.MaxSize + 1]), "大.pdf");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, large.StatusCode);
    }

    [Fact]
    public async Task Who_has_no_form_for_a_kind_of_file_uploads_none()
    {
        using var auditor = await PostAsync("auditor1", new ByteArrayContent(Samples.Pdf), "合同.pdf");
        Assert.Equal(HttpStatusCode.Forbidden, auditor.StatusCode);
        Assert.Equal("您没有这个操作的权限", (await auditor.Content.ReadFromJsonAsync<RefusedFile>())!.Error);
        using var sound = await PostAsync("operator1", new ByteArrayContent(Samples.Wav), "录音.wav");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, sound.StatusCode);
        using var evidence = await PostAsync("operator1", new ByteArrayContent(Samples.Pdf), "合同.pdf");
        Assert.Equal(HttpStatusCode.OK, evidence.StatusCode);
    }

    [Fact]
    public async Task Without_the_token_of_a_page_nothing_is_taken()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/files") { Content = new ByteArrayContent(Samples.Png) };
        using var answer = await (await app.ClientOf("agent1")).SendAsync(request);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    private async Task<Uploaded> UploadAsync(string user, byte[] content, string name)
    {
        using var answer = await PostAsync(user, new ByteArrayContent(content), name);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return (await answer.Content.ReadFromJsonAsync<Uploaded>())!;
    }

    private async Task<HttpResponseMessage> PostAsync(string user, HttpContent content, string name)
    {
        var client = await app.ClientOf(user);
        var page = await client.GetStringAsync(new Uri("/notices", UriKind.Relative));
        using var request = new HttpRequestMessage(HttpMethod.Post, "/files") { Content = content };
        request.Headers.Add("RequestVerificationToken", Regex.Match(page, "name=\"__RequestVerificationToken\"[^>]*value=\"(?<token>[^\"]+)\"", RegexOptions.None, TimeSpan.FromSeconds(5)).Groups["token"].Value);
        request.Headers.Add(FileEndpoints.NameHeader, Uri.EscapeDataString(name));
        return await client.SendAsync(request);
    }

    private async Task<HttpStatusCode> StatusAsync(string user, string address)
    {
        using var answer = await (await app.ClientOf(user)).GetAsync(new Uri(address, UriKind.Relative));
        return answer.StatusCode;
    }

    private async Task<(string Number, CurrentUser Handler)> OrderAsync()
    {
        await using var db = await app.Factory.CreateDbContextAsync();
        var order = await db.WorkOrders.Include(o => o.Handler).Where(o => o.Status == WorkOrderStatus.Processing && o.Handler!.UserName != "agent1").OrderBy(o => o.Id).FirstAsync();
        return (order.Number, As.Agent(order.Handler!));
    }

    // The upload response as the browser script reads it.
    private sealed record Uploaded(string FileId, string FileName, string FileUrl, long FileSize, string UploadTime);
}
