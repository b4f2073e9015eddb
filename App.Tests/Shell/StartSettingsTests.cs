using System.Diagnostics;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using WorkOrders.Api;
using WorkOrders.Shell;

namespace WorkOrders.Tests;

/// <summary>Settings without which the application does not start.</summary>
public sealed class StartSettingsTests
{
    private const string Right = "AllowedHosts=gongdan.example;PublicAddress=https://gongdan.example";

    [Theory]
    [InlineData("Production", Right, null)]
    [InlineData("Staging", "AllowedHosts=a.example,b.example;PublicAddress=https://gongdan.example:8443/;KnownProxies=10.0.0.1,10.1.0.0/16,2001:db8::/32", null)]
    [InlineData("Development", "", null)]
    [InlineData("Development", "PublicAddress=http://localhost:5080;AllowedHosts=*", null)]
    [InlineData("Production", "PublicAddress=https://gongdan.example", "AllowedHosts")]
    [InlineData("Production", Right + ";AllowedHosts=*", "AllowedHosts")]
    [InlineData("Production", Right + ";AllowedHosts=gongdan.example,*", "AllowedHosts")]
    [InlineData("Staging", Right + ";AllowedHosts=0.0.0.0", "AllowedHosts")]
    [InlineData("Production", "AllowedHosts=gongdan.example", "PublicAddress")]
    [InlineData("Production", Right + ";PublicAddress=gongdan.example", "PublicAddress")]
    [InlineData("Production", Right + ";PublicAddress=http://gongdan.example", "PublicAddress")]
    [InlineData("Production", Right + ";PublicAddress=https://gongdan.example/app", "PublicAddress")]
    [InlineData("Development", "PublicAddress=/app", "PublicAddress")]
    [InlineData("Production", Right + ";KnownProxies=proxy", "KnownProxies")]
    public void A_setting_that_is_missing_or_wrong_is_named(string environment, string settings, string? named)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            EnvironmentName = environment,
            ContentRootPath = Repository.Root,
            Args = [.. settings.Split(';', StringSplitOptions.RemoveEmptyEntries).Select(s => "--" + s.Replace(',', ';'))],
        });
        builder.AddKnownHosts();
        builder.AddKnownProxies();
        builder.AddApi();
        using var app = builder.Build();
        var refusal = Record.Exception(app.Services.GetRequiredService<IStartupValidator>().Validate);
        Assert.Equal(named is null ? null : typeof(OptionsValidationException), refusal?.GetType());
        Assert.StartsWith(named ?? "", refusal?.Message ?? "", StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_application_says_what_is_missing_and_leaves_the_database_alone()
    {
        var empty = await TestCluster.NewEmptyDatabaseAsync();
        try
        {
            var start = new ProcessStartInfo("dotnet", [typeof(Program).Assembly.Location, "--urls", "http://127.0.0.1:0"])
            {
                WorkingDirectory = Repository.Root,
                UseShellExecute = false,
                RedirectStandardError = true,
                RedirectStandardOutput = true,
            };
            start.Environment["ASPNETCORE_ENVIRONMENT"] = "Production";
            start.Environment["Database__Provider"] = TestCluster.Provider.ToString();
            start.Environment["ConnectionStrings__Default"] = empty;
            using var process = Process.Start(start)!;
            var told = process.StandardError.ReadToEndAsync();
            var printed = await process.StandardOutput.ReadToEndAsync();
            await process.WaitForExitAsync();
            Assert.Equal(1, process.ExitCode);
            Assert.Contains("AllowedHosts:", await told, StringComparison.Ordinal);
            Assert.Contains("PublicAddress:", await told, StringComparison.Ordinal);
            Assert.Contains("DataProtection:KeyFile:", await told, StringComparison.Ordinal);
            Assert.DoesNotContain("password", printed, StringComparison.Ordinal);
        }
        finally
        {
            await TestCluster.DropAsync(empty);
        }
    }
}

/// <summary>Production, with the description of the API turned on.</summary>
public sealed class DescribedApiTests(DescribedApiTests.Described app) : IClassFixture<DescribedApiTests.Described>
{
    [Theory]
    [InlineData("/openapi/v1.json")]
    [InlineData("/api-docs/index.html")]
    public async Task A_setting_shows_it_outside_Development(string path)
    {
        using var client = app.Anonymous();
        client.DefaultRequestHeaders.Host = Production.Host;
        Assert.DoesNotContain(Production.Host, await client.GetStringAsync(new Uri(path, UriKind.Relative)), StringComparison.Ordinal);
    }

    public sealed class Described : Production
    {
        protected override void Configure(Microsoft.AspNetCore.Hosting.IWebHostBuilder builder)
        {
            base.Configure(builder);
            builder.UseSetting("Api:ShowDescription", "true");
        }
    }
}
