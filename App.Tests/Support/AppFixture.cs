using System.Net;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using WorkOrders.Database;
using WorkOrders.Database.Keys;
using WorkOrders.Demo;

namespace WorkOrders.Tests.Support;

/// <summary>
/// The whole application in Development with demo data, on its own database and a real local port:
/// <c>class X(AppFixture app) : IClassFixture&lt;AppFixture&gt;</c>.
/// </summary>
public class AppFixture : IAsyncLifetime
{
    /// <summary>The key file of all applications under test: the database of each is a copy of one template.</summary>
    internal static readonly string KeyFile = Repository.PathOf(".data", "tests", "app.key");

    private readonly Dictionary<string, HttpClient> clients = new(StringComparer.Ordinal);
    private AppHost? host;

    public string ConnectionString { get; private set; } = "";

    /// <summary>http://127.0.0.1:port, without a trailing slash.</summary>
    public Uri Address => host!.ClientOptions.BaseAddress;

    public IServiceProvider Services => host!.Services;

    /// <summary>All log lines of the application.</summary>
    public LogLines Log { get; } = new();

    public IDbContextFactory<AppDb> Factory => Services.GetRequiredService<IDbContextFactory<AppDb>>();

    public async Task InitializeAsync()
    {
        ConnectionString = await TestCluster.NewDemoDatabaseAsync();
        host = new AppHost(ConnectionString, Configure, Log);
        await host.StartAsync();
    }

    public async Task DisposeAsync()
    {
        await host!.DisposeAsync();
        await TestCluster.DropAsync(ConnectionString);
    }

    /// <summary>A client without cookies that follows no redirects.</summary>
    public HttpClient Anonymous() => NewClient(new CookieContainer());

    /// <summary>A client signed in through the login page; one per user and fixture.</summary>
    public async Task<HttpClient> ClientOf(string userName)
    {
        if (!clients.TryGetValue(userName, out var client))
        {
            client = NewClient(await SignInAsync(userName));
            clients[userName] = client;
        }

        return client;
    }

    /// <summary>Signs in and returns the cookies.</summary>
    public async Task<CookieContainer> SignInAsync(string userName, string password = DemoStaff.Password)
    {
        var cookies = new CookieContainer();
        using var client = NewClient(cookies);
        using var answer = await SignInForm.PostAsync(client, userName, password);
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        return cookies;
    }

    /// <summary>A client with these cookies that follows no redirects.</summary>
    public HttpClient NewClient(CookieContainer cookies)
    {
#pragma warning disable CA2000 // The client disposes it.
        var handler = new SocketsHttpHandler { AllowAutoRedirect = false, CookieContainer = cookies, Expect100ContinueTimeout = TimeSpan.FromSeconds(30) };
#pragma warning restore CA2000
        return new HttpClient(handler) { BaseAddress = Address };
    }

    /// <summary>Override to change settings, for example <c>builder.UseSetting("Section:Key", "value")</c> or <c>UseEnvironment</c>.</summary>
    protected virtual void Configure(IWebHostBuilder builder)
    {
    }

    /// <summary>Runs the first start in Development on a database, which creates the roles, demo staff and demo data.</summary>
    internal static async Task AddDemoAsync(string connectionString)
    {
        await FileKey.ReadOrMakeAsync(KeyFile);
        await using var host = new AppHost(connectionString, _ => { }, new LogLines());
        await host.StartAsync();
    }

    private sealed class AppHost : WebApplicationFactory<Program>
    {
        private readonly string connectionString;
        private readonly Action<IWebHostBuilder> configure;
        private readonly LogLines log;

        public AppHost(string connectionString, Action<IWebHostBuilder> configure, LogLines log)
        {
            (this.connectionString, this.configure, this.log) = (connectionString, configure, log);
            UseKestrel(0);
        }

        public Task StartAsync() => Task.Run(StartServer);

        protected override void ConfigureWebHost(IWebHostBuilder builder)
        {
            builder.UseEnvironment("Development");
            builder.UseContentRoot(Repository.Root);
            builder.UseSetting("Database:Provider", TestCluster.Provider.ToString());
            builder.UseSetting("ConnectionStrings:Default", connectionString);
            builder.UseSetting("DataProtection:KeyFile", KeyFile);
            builder.UseSetting("Jobs:Enabled", "false");
            builder.UseSetting("Files:Path", Path.Combine(Path.GetTempPath(), "workorders-test-files"));
            builder.UseSetting("RateLimits:SignInsPerNameAndMinute", "1000");
            builder.UseSetting("RateLimits:SignInsPerAddressAndMinute", "10000");
            builder.ConfigureLogging(logging => logging.ClearProviders().AddProvider(log));

            // A thousand sign-ins of a run would compute hashes for more than a minute.
            builder.ConfigureTestServices(services => services.Configure<PasswordHasherOptions>(options => options.IterationCount = 1_000)
                .AddSingleton<TimeProvider>(TestTime.Now).ConfigureDbContext<PostgreSqlDb>(options => options.AddInterceptors(SqlServerTranslation.Check)));
            configure(builder);
        }
    }
}
