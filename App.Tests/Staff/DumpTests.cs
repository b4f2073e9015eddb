using System.Collections.ObjectModel;
using System.Data.Common;
using System.Net;
using System.Net.Http.Headers;
using System.Security.Claims;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using WorkOrders.Database;
using WorkOrders.Database.Keys;
using WorkOrders.Demo;
using WorkOrders.Shared.People;
using WorkOrders.Staff.Sessions;
using WorkOrders.Staff.Tokens;
using WorkOrders.Tests.Api;
using Dump = System.Collections.Generic.IReadOnlyDictionary<string, System.Collections.Generic.List<System.Collections.Generic.IReadOnlyDictionary<string, object>>>;

namespace WorkOrders.Tests;

/// <summary>Whoever has a dump of the database, and nothing else, tries to sign in with what they find in it.</summary>
public sealed partial class DumpTests(AppFixture app) : IClassFixture<AppFixture>, IAsyncLifetime
{
    private const string Victim = "architect1";
    private string key = "";
    private IReadOnlyList<string> codes = [];
    private string accessToken = "";

    // The victim uses all there is: a browser, two-factor sign-in, the API.
    public async Task InitializeAsync()
    {
        await OnVictimAsync((users, user) => users.SetTwoFactorEnabledAsync(user, false));
        await app.SignInAsync(Victim);
        using var client = app.Anonymous();
        var login = await client.SendAsync("POST", "auth/login", new { username = Victim, password = DemoStaff.Password });
        accessToken = login.Data.GetProperty("access_token").GetString()!;
        await OnVictimAsync(async (users, user) =>
        {
            await users.ResetAuthenticatorKeyAsync(user);
            await users.SetTwoFactorEnabledAsync(user, true);
            codes = [.. (await users.GenerateNewTwoFactorRecoveryCodesAsync(user, 10))!];
            key = (await users.GetAuthenticatorKeyAsync(user))!;
        });

        // After the changes, so that the session is a living one.
        await using var db = await app.Factory.CreateDbContextAsync();
        var stamp = await db.Users.Where(u => u.UserName == Victim).Select(u => u.SecurityStamp!).SingleAsync();
        await db.Set<ApiSession>().ExecuteUpdateAsync(set => set.SetProperty(s => s.SecurityStamp, stamp));
        await db.Set<WebSession>().Where(s => s.User.UserName == Victim).OrderByDescending(s => s.StartedAt).Take(1).ExecuteUpdateAsync(set => set.SetProperty(s => s.SecurityStamp, stamp));
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task No_secret_of_a_person_stands_in_it()
    {
        var dump = await ReadDumpAsync();
        var texts = string.Join('\n', dump.Values.SelectMany(rows => rows).SelectMany(row => row.Values).OfType<string>());
        Assert.Contains(Victim, texts, StringComparison.Ordinal);
        Assert.All([key, .. codes, DemoStaff.Password, accessToken], secret => Assert.DoesNotContain(secret, texts, StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task A_cookie_made_with_its_keys_is_refused()
    {
        var dump = await ReadDumpAsync();
        var user = VictimOf(dump);
        var session = Assert.Single(dump["WebSessions"], row => Equals(row["UserId"], user["Id"]) && Equals(row["SecurityStamp"], user["SecurityStamp"]));
        var (own, key) = WebSession.Start((int)user["Id"], (string)user["SecurityStamp"], TestTime.Now.GetUtcNow(), TimeSpan.FromHours(1), new SignInPlace(null, null));
        await using (var db = await app.Factory.CreateDbContextAsync())
        {
            db.Add(own);
            await db.SaveChangesAsync();
        }

        Assert.Equal(HttpStatusCode.Redirect, await OpenWithCookieAsync(key, Ring(dump, protection: null)));

        // With the key file as well: what the dump has of a session is not what the cookie needs.
        var protection = new KeyProtection(new KeyRingOptions { KeyFile = AppFixture.KeyFile }, Repository.Root, ownFile: null);
        Assert.Equal(HttpStatusCode.Redirect, await OpenWithCookieAsync((string)session["KeyHash"], Ring(dump, protection)));
        Assert.Equal(HttpStatusCode.Redirect, await OpenWithCookieAsync(((Guid)session["Id"]).ToString("N"), Ring(dump, protection)));

        // With the key of a session too, which shows that nothing else was wrong with it.
        Assert.Equal(HttpStatusCode.OK, await OpenWithCookieAsync(key, Ring(dump, protection)));
    }

    [Fact]
    public async Task An_access_token_signed_with_its_secrets_is_refused()
    {
        var dump = await ReadDumpAsync();
        var secrets = dump["Secrets"].Select(row => (Name: (string)row["Name"], Stored: (byte[])row["Protected"])).ToList();
        Assert.Contains(secrets, secret => secret.Name == "Jwt:SigningKey");
        var ring = Ring(dump, protection: null);
        foreach (var (name, stored) in secrets)
        {
            Assert.ThrowsAny<Exception>(() => ring.CreateProtector(name).Unprotect(stored));
            Assert.Equal(401, await AskApiAsync(ForgedToken.Of(accessToken, stored)));
        }

        Assert.Equal(200, await AskApiAsync(ForgedToken.Of(accessToken, app.Services.GetRequiredService<SigningKey>().Value.Key)));
    }

    [Fact]
    public async Task A_code_computed_from_anything_in_it_is_refused()
    {
        var dump = await ReadDumpAsync();
        var candidates = Texts(dump["AspNetUserTokens"]).SelectMany(text => Base32().Matches(text).Select(m => m.Value)).Distinct().Take(4);
        foreach (var candidate in candidates)
        {
            Assert.Equal(401, await LoginAsync(DemoStaff.Password, TwoFactorTests.CodeOf(candidate)));
        }
    }

    [Fact]
    public async Task What_stands_for_a_recovery_code_is_none()
    {
        var dump = await ReadDumpAsync();
        var stored = Texts(dump["AspNetUserTokens"]).ToList();
        Assert.NotEmpty(stored);
        foreach (var text in stored)
        {
            using var browser = app.Anonymous();
            using var password = await browser.SignInAsync(Victim, DemoStaff.Password);
            using var answer = await browser.FillAsync("/account/login/code", ("Input.Code", text.Split(';')[0]));
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        }
    }

    [Fact]
    public async Task What_stands_for_a_refresh_token_is_none()
    {
        var dump = await ReadDumpAsync();
        var session = dump["ApiSessions"][^1];
        using var client = app.Anonymous();
        var reply = await client.SendAsync("POST", "auth/refresh", new { refresh_token = $"{session["Id"]:N}.{session["RefreshHash"]}" });
        Assert.Equal(401, reply.Code);
    }

    [Fact]
    public async Task What_stands_for_a_password_is_none()
    {
        var dump = await ReadDumpAsync();
        Assert.Equal(401, await LoginAsync((string)VictimOf(dump)["PasswordHash"], null));
    }

    private static IReadOnlyDictionary<string, object> VictimOf(Dump dump) =>
        dump["Users"].Single(row => (string)row["UserName"] == Victim);

    private static IEnumerable<string> Texts(IEnumerable<IReadOnlyDictionary<string, object>> rows) => rows.Select(row => (string)row["Value"]);

    // A ring of the stored keys, as the application has it. Without the file it makes new keys instead of those that it can't read.
    private static IDataProtectionProvider Ring(Dump dump, KeyProtection? protection)
    {
        var services = new ServiceCollection();
        services.AddLogging();
        if (protection is not null)
        {
            services.AddSingleton(protection);
        }

        services.AddDataProtection().SetApplicationName("WorkOrders");
        var keys = dump["DataProtectionKeys"].Select(row => XElement.Parse((string)row["Xml"])).ToList();
        services.Configure<KeyManagementOptions>(options => options.XmlRepository = new DumpedKeys(keys));
        return services.BuildServiceProvider().GetRequiredService<IDataProtectionProvider>();
    }

    private async Task<HttpStatusCode> OpenWithCookieAsync(string key, IDataProtectionProvider ring)
    {
        const string Scheme = "Identity.Application";
        var identity = new ClaimsIdentity([new("Microsoft.AspNetCore.Authentication.Cookies-SessionId", key)], Scheme);
        var ticket = new AuthenticationTicket(new ClaimsPrincipal(identity), Scheme);
        var format = new TicketDataFormat(ring.CreateProtector("Microsoft.AspNetCore.Authentication.Cookies.CookieAuthenticationMiddleware", Scheme, "v2"));
        var cookies = new CookieContainer();
        cookies.Add(app.Address, new Cookie(Scheme, format.Protect(ticket)));
        using var browser = app.NewClient(cookies);
        using var answer = await browser.GetAsync(new Uri("/account/profile", UriKind.Relative));
        return answer.StatusCode;
    }

    private async Task OnVictimAsync(Func<UserManager<User>, User, Task> act)
    {
        await using var scope = app.Services.CreateAsyncScope();
        var users = scope.ServiceProvider.GetRequiredService<UserManager<User>>();
        await act(users, (await users.FindByNameAsync(Victim))!);
    }

    private async Task<int> AskApiAsync(ForgedToken token)
    {
        using var client = app.Anonymous();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token.ToString());
        return (await client.SendAsync("GET", "auth/profile")).Code;
    }

    private async Task<int> LoginAsync(string password, string? code)
    {
        using var client = app.Anonymous();
        return (await client.SendAsync("POST", "auth/login", new { username = Victim, password, twoFactorCode = code })).Code;
    }

    private async Task<Dump> ReadDumpAsync()
    {
        await using var db = await app.Factory.CreateDbContextAsync();
        await db.Database.OpenConnectionAsync();
        var connection = db.Database.GetDbConnection();
        var tables = await ReadAsync(
            connection,
            "SELECT TABLE_SCHEMA AS \"Schema\", TABLE_NAME AS \"Name\" FROM INFORMATION_SCHEMA.TABLES "
            + "WHERE TABLE_TYPE = 'BASE TABLE' AND TABLE_SCHEMA NOT IN ('pg_catalog', 'information_schema')");
        var dump = new Dictionary<string, List<IReadOnlyDictionary<string, object>>>(StringComparer.Ordinal);
        foreach (var table in tables)
        {
            dump[(string)table["Name"]] = await ReadAsync(connection, $"SELECT * FROM \"{table["Schema"]}\".\"{table["Name"]}\"");
        }

        return dump;
    }

    private static async Task<List<IReadOnlyDictionary<string, object>>> ReadAsync(DbConnection connection, string query)
    {
        await using var command = connection.CreateCommand();
#pragma warning disable CA2100 // The names of our tables.
        command.CommandText = query;
#pragma warning restore CA2100
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<IReadOnlyDictionary<string, object>>();
        while (await reader.ReadAsync())
        {
            var columns = Enumerable.Range(0, reader.FieldCount);
            rows.Add(columns.ToDictionary(reader.GetName, i => reader.IsDBNull(i) ? "" : reader.GetValue(i), StringComparer.Ordinal));
        }

        return rows;
    }

    [GeneratedRegex("[A-Z2-7]{32}", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Base32();

    private sealed class DumpedKeys(IReadOnlyCollection<XElement> keys) : IXmlRepository
    {
        private readonly Collection<XElement> all = [.. keys];

        public IReadOnlyCollection<XElement> GetAllElements() => all;

        public void StoreElement(XElement element, string friendlyName) => all.Add(element);
    }
}
