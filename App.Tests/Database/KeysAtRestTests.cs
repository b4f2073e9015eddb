using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using WorkOrders.Database;
using WorkOrders.Database.Keys;

namespace WorkOrders.Tests;

/// <summary>The data-protection keys in the database are of no use without a key file or certificate, which is not in the database.</summary>
public sealed class KeysAtRestTests(TestDatabase database) : IClassFixture<TestDatabase>, IAsyncLifetime
{
    private const string Text = "a cookie";
    private readonly string root = Directory.CreateTempSubdirectory("keys").FullName;

    public Task InitializeAsync() => database.ReadAsync(db => db.Set<StoredKey>().ExecuteDeleteAsync());

    public Task DisposeAsync()
    {
        Directory.Delete(root, recursive: true);
        return Task.CompletedTask;
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_key_is_stored_encrypted_and_every_node_with_the_file_reads_it(bool certificate)
    {
        var setting = certificate ? Certificate("one") : KeyFile("one");
        await using var node = await StartAsync(setting);
        var cookie = Protector(node).Protect(Text);
        var stored = Assert.Single(await StoredAsync());
        Assert.DoesNotContain("<value>", stored, StringComparison.Ordinal);
        Assert.Contains("encryptedSecret", stored, StringComparison.Ordinal);
        await using var other = await StartAsync(setting);
        Assert.Equal(Text, Protector(other).Unprotect(cookie));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task What_earlier_builds_stored_in_plain_text_is_encrypted_also_when_two_nodes_start_at_once(bool certificate)
    {
        var cookie = Earlier().Protect(Text);
        Assert.Contains("<value>", Assert.Single(await StoredAsync()), StringComparison.Ordinal);
        var setting = certificate ? Certificate("one") : KeyFile("one");
        var nodes = await Task.WhenAll(StartAsync(setting), StartAsync(setting));
        Assert.DoesNotContain("<value>", Assert.Single(await StoredAsync()), StringComparison.Ordinal);
        foreach (var node in nodes)
        {
            Assert.Equal(Text, Protector(node).Unprotect(cookie));
            await node.DisposeAsync();
        }
    }

    [Theory]
    [InlineData("KeyFile", "KeyFile")]
    [InlineData("KeyFile", "Certificate")]
    [InlineData("Certificate", "KeyFile")]
    [InlineData("Certificate", "Certificate")]
    public async Task After_one_start_with_the_previous_file_the_new_one_is_enough(string before, string after)
    {
        string cookie;
        var old = Make(before, "old");
        await using (var node = await StartAsync(old))
        {
            cookie = Protector(node).Protect(Text);
        }

        var renewed = Make(after, "new");
        await using (var node = await StartAsync([.. renewed, .. Previous(old)]))
        {
            Assert.Equal(Text, Protector(node).Unprotect(cookie));
        }

        await using (var node = await StartAsync(renewed))
        {
            Assert.Equal(Text, Protector(node).Unprotect(cookie));
        }

        await Assert.ThrowsAsync<DatabaseRefusedException>(() => StartAsync(old));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Another_file_is_refused_and_no_key_is_made(bool certificate)
    {
        await using (var node = await StartAsync(KeyFile("one")))
        {
            Protector(node).Protect(Text);
        }

        var stored = await StoredAsync();
        var refusal = await Assert.ThrowsAsync<DatabaseRefusedException>(() => StartAsync(certificate ? Certificate("two") : KeyFile("two")));
        Assert.Contains("DataProtection:PreviousKeyFiles", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(stored, await StoredAsync());
    }

    [Fact]
    public async Task The_applications_own_file_is_made_once_and_when_it_is_lost_the_start_is_refused()
    {
        var own = Path.Combine(root, "data", "pg.key");
        string cookie;
        await using (var node = await StartAsync([], own))
        {
            cookie = Protector(node).Protect(Text);
        }

        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(own));
        await using (var node = await StartAsync([], own))
        {
            Assert.Equal(Text, Protector(node).Unprotect(cookie));
        }

        File.Delete(own);
        var refusal = await Assert.ThrowsAsync<DatabaseRefusedException>(() => StartAsync([], own));
        Assert.StartsWith($"The key file {own} is missing.", refusal.Message, StringComparison.Ordinal);
        Assert.False(File.Exists(own));
    }

    [Fact]
    public async Task The_application_tells_that_its_key_file_is_the_wrong_one_and_ends()
    {
        await using (var node = await StartAsync(KeyFile("one")))
        {
            Protector(node).Protect(Text);
        }

        var (code, output, errors) = await ChildApp.RunAsync(
            ["--ConnectionStrings:Default", database.ConnectionString, "--Database:Provider", $"{TestCluster.Provider}", .. KeyFile("two")]);
        Assert.Equal(1, code);
        Assert.Contains("is not the key file or certificate that encrypted the data-protection keys", errors, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", output + errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Processes_that_make_a_key_file_at_once_use_the_same()
    {
        var keys = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => FileKey.ReadOrMakeAsync(Path.Combine(root, "at-once.key")))));
        Assert.Single(keys.Select(key => key.Id).Distinct());
    }

    [Fact]
    public void A_changed_text_or_another_key_is_not_decrypted()
    {
        KeyFile("a");
        KeyFile("b");
        var (key, other) = (FileKey.Read(Path.Combine(root, "a")), FileKey.Read(Path.Combine(root, "b")));
        var text = key.Encrypt([1, 2, 3]);
        Assert.Equal([1, 2, 3], key.Decrypt(text));
        Assert.ThrowsAny<CryptographicException>(() => other.Decrypt(text));
        text[^1] ^= 1;
        Assert.ThrowsAny<CryptographicException>(() => key.Decrypt(text));
        Assert.ThrowsAny<CryptographicException>(() => key.Decrypt([1]));
    }

    [Theory]
    [InlineData("", "DataProtection:KeyFile: outside Development set it to a key file")]
    [InlineData("KeyFile=nowhere", "DataProtection:KeyFile: the file {0}/nowhere does not exist. To make it: (umask 077; head -c 32 /dev/urandom | base64 >")]
    [InlineData("KeyFile=short", "DataProtection:KeyFile: the file {0}/short does not hold 32 bytes in Base64.")]
    [InlineData("KeyFile=open", "DataProtection:KeyFile: every account of this machine can read the file {0}/open. Run: chmod 600 {0}/open")]
    [InlineData("KeyFile=good&PreviousKeyFiles=good;nowhere", "DataProtection:PreviousKeyFiles: the file {0}/nowhere does not exist.")]
    [InlineData("KeyFile=good&Certificate=good.pfx", "DataProtection:Certificate: set a certificate or a key file, not both")]
    [InlineData("Certificate=nowhere.pfx", "DataProtection:Certificate: the file {0}/nowhere.pfx does not exist.")]
    [InlineData("Certificate=good.pfx&CertificatePassword=wrong", "DataProtection:Certificate: the file {0}/good.pfx can't be opened with its password")]
    [InlineData("Certificate=elliptic.pfx&CertificatePassword=secret", "DataProtection:Certificate: the file {0}/elliptic.pfx has no RSA key.")]
    [InlineData("Certificate=good.pfx&CertificatePassword=secret&PreviousCertificates=good.pfx", null)]
    [InlineData("KeyFile=good&PreviousKeyFiles=;", null)]
    public void A_setting_that_is_missing_or_wrong_is_told(string settings, string? refusal)
    {
        KeyFile("good");
        Certificate("good");
        Certificate("elliptic", elliptic: true);
        File.WriteAllText(Path.Combine(root, "short"), "c2hvcnQ=");
        File.SetUnixFileMode(Path.Combine(root, "short"), UnixFileMode.UserRead);
        File.Copy(Path.Combine(root, "good"), Path.Combine(root, "open"));
        File.SetUnixFileMode(Path.Combine(root, "open"), UnixFileMode.UserRead | UnixFileMode.OtherRead);
        using var app = Build([.. settings.Split('&', StringSplitOptions.RemoveEmptyEntries).Select(s => "--DataProtection:" + s)], ownFile: null);
        var failure = Record.Exception(app.Services.GetRequiredService<IStartupValidator>().Validate);
        Assert.Equal(refusal is null ? null : typeof(OptionsValidationException), failure?.GetType());
        Assert.StartsWith(refusal?.Replace("{0}", root, StringComparison.Ordinal) ?? "", failure?.Message ?? "", StringComparison.Ordinal);
    }

    private static IDataProtector Protector(WebApplication node) => node.Services.GetRequiredService<IDataProtectionProvider>().CreateProtector("test");

    private static IEnumerable<string> Previous(string[] settings) => settings.Select(s => s
        .Replace(":KeyFile=", ":PreviousKeyFiles=", StringComparison.Ordinal)
        .Replace(":Certificate=", ":PreviousCertificates=", StringComparison.Ordinal)
        .Replace(":CertificatePassword=", ":PreviousCertificatePassword=", StringComparison.Ordinal));

    private string[] Make(string kind, string name) => kind == "KeyFile" ? KeyFile(name) : Certificate(name);

    private string[] KeyFile(string name)
    {
        var path = Path.Combine(root, name);
        if (!File.Exists(path))
        {
            PrivateFiles.Write(path, Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)));
        }

        return ["--DataProtection:KeyFile=" + path];
    }

    private string[] Certificate(string name, bool elliptic = false)
    {
        var path = Path.Combine(root, name + ".pfx");
        if (!File.Exists(path))
        {
            using var rsa = RSA.Create(2048);
            using var curve = ECDsa.Create(ECCurve.NamedCurves.nistP256);
            var request = elliptic
                ? new CertificateRequest("CN=" + name, curve, HashAlgorithmName.SHA256)
                : new CertificateRequest("CN=" + name, rsa, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
            using var certificate = request.CreateSelfSigned(Given.Now, Given.Now.AddYears(1));
            File.WriteAllBytes(path, certificate.Export(X509ContentType.Pkcs12, "secret"));
        }

        return ["--DataProtection:Certificate=" + path, "--DataProtection:CertificatePassword=secret"];
    }

    // As the application starts, until the keys are prepared.
    private async Task<WebApplication> StartAsync(string[] settings, string? ownFile = null)
    {
        var node = Build(settings, ownFile);
        var keys = node.Services.GetRequiredService<KeysAtRest>();
        await keys.OpenAsync();
        await keys.EncryptAsync();
        return node;
    }

    private WebApplication Build(string[] settings, string? ownFile)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { EnvironmentName = "Production", ContentRootPath = root, Args = settings });
        builder.Logging.ClearProviders();
        builder.Services.AddAppDb(TestCluster.Provider, database.ConnectionString);
        KeyRing.AddTo(builder, ownFile);
        return builder.Build();
    }

    // Without anything that encrypts the keys.
    private IDataProtector Earlier()
    {
        var services = new ServiceCollection();
        services.AddDataProtection().SetApplicationName("WorkOrders");
        services.Configure<KeyManagementOptions>(options => options.XmlRepository = new KeyRing(database));
        return services.BuildServiceProvider().GetRequiredService<IDataProtectionProvider>().CreateProtector("test");
    }

    private Task<List<string>> StoredAsync() => database.ReadAsync(db => db.Set<StoredKey>().OrderBy(k => k.Id).Select(k => k.Xml).ToListAsync());
}
