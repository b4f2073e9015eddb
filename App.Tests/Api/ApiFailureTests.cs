using System.Net.Http.Headers;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using WorkOrders.Files;

namespace WorkOrders.Tests.Api;

public sealed class ApiFailureTests(ApiFailureTests.BrokenDisk app) : IClassFixture<ApiFailureTests.BrokenDisk>
{
    [Fact]
    public async Task What_we_did_wrong_is_a_500_with_a_trace_id_and_nothing_of_the_inside()
    {
        using var client = await app.ApiOf("operator1");
        using var form = new MultipartFormDataContent();
        using var part = new ByteArrayContent("%PDF-1.4\ntrailer<<>>\n%%EOF\n"u8.ToArray());
        part.Headers.ContentType = new MediaTypeHeaderValue("application/pdf");
        form.Add(part, "file", "a.pdf");
        var reply = await client.SendAsync("POST", "files/upload", form);
        Assert.Equal(500, reply.Code);
        Assert.Matches("^服务器内部错误，追踪号 [0-9a-f]{32}$", reply.Message);
        Assert.DoesNotContain(BrokenDisk.Inside, reply.Body.ToString(), StringComparison.Ordinal);
        Assert.Contains(app.Log.All, line => line.Contains(BrokenDisk.Inside, StringComparison.Ordinal) && line.Contains(reply.Message[^32..], StringComparison.Ordinal));
    }

    /// <summary>A fixture whose file store fails.</summary>
    public sealed class BrokenDisk : AppFixture
    {
        public const string Inside = "no space in /srv/files";

        protected override void Configure(IWebHostBuilder builder) =>
            builder.ConfigureTestServices(services => services.AddSingleton<IFileStore, Store>());

        private sealed class Store : IFileStore
        {
            public Task PutAsync(string name, Stream content, CancellationToken cancellation = default) => throw new InvalidOperationException(Inside);

            public Task<Stream?> OpenAsync(string name, CancellationToken cancellation = default) => throw new InvalidOperationException(Inside);

            public Task DeleteAsync(string name, CancellationToken cancellation = default) => throw new InvalidOperationException(Inside);

            public IEnumerable<(string Name, DateTimeOffset WrittenAt)> List() => throw new InvalidOperationException(Inside);
        }
    }
}
