using Microsoft.Extensions.Diagnostics.HealthChecks;
using WorkOrders.Database.Sql;
using WorkOrders.Shell.Observability;

namespace WorkOrders.Tests;

public sealed class SnapshotReadsTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    private const string Alter = "ALTER DATABASE CURRENT SET READ_COMMITTED_SNAPSHOT ON";

    private readonly LogLines log = new();

    [Fact]
    public async Task They_are_turned_on_at_the_start_where_that_is_allowed()
    {
        var server = Server(areOn: false);
        await StartAsync(server);
        Assert.Equal(Alter, server.Sent[^1]);
        Assert.StartsWith("Information", Assert.Single(log.All), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_database_that_has_them_is_left_alone()
    {
        var server = Server(areOn: true);
        await StartAsync(server);
        Assert.Single(server.Sent);
        Assert.Empty(log.All);
    }

    /// <summary>5011: no permission. -2: other connections were open for too long.</summary>
    [Theory]
    [InlineData(5011)]
    [InlineData(-2)]
    public async Task Where_it_is_refused_the_start_goes_on_and_the_log_names_the_command(int error)
    {
        await StartAsync(Server(areOn: false, NoSqlServer.Error(error)));
        var line = Assert.Single(log.All);
        Assert.StartsWith("Warning", line, StringComparison.Ordinal);
        Assert.Contains("ALTER DATABASE [Work]]Orders] SET READ_COMMITTED_SNAPSHOT ON WITH ROLLBACK IMMEDIATE;", line, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_health_is_degraded_until_they_are_on()
    {
        Assert.Equal(HealthStatus.Degraded, await HealthAsync(new DatabaseHealth(Server(areOn: false))));
        Assert.Equal(HealthStatus.Healthy, await HealthAsync(new DatabaseHealth(Server(areOn: true))));
        Assert.Equal(HealthStatus.Healthy, await HealthAsync(new DatabaseHealth(database)));
    }

    private static NoSqlServer Server(bool areOn, Exception? failure = null) => new()
    {
        Answer = text => text.Contains("sys.databases", StringComparison.Ordinal) ? areOn : text == Alter ? failure : null,
    };

    private static async Task<HealthStatus> HealthAsync(DatabaseHealth health) => (await health.CheckHealthAsync(new HealthCheckContext())).Status;

    private async Task StartAsync(NoSqlServer server)
    {
        await using var db = server.CreateDbContext();
        await SnapshotReads.TurnOnAsync(db, log.CreateLogger("start"));
    }
}
